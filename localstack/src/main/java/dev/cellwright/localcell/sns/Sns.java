package dev.cellwright.localcell.sns;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// SNS: devices, topics, phones that want no messages, and everything that was sent.
public final class Sns {
  private final Place place;
  private final InstantSource clock;
  private final TargetStore targets;
  private final SentStore sent;
  private final Set<String> topics = ConcurrentHashMap.newKeySet();

  public Sns(Place place, AwsDatabase database, InstantSource clock) throws SQLException {
    this.place = place;
    this.clock = clock;
    this.targets = new TargetStore(database);
    this.sent = new SentStore(database);
    targets.open();
    sent.open();
  }

  /// Makes a topic that can be published to. Nobody is subscribed here.
  public void addTopic(String arn) {
    topics.add(arn);
  }

  /// Publishes for another service, as SES does with what becomes of mail.
  public void publish(String topicArn, String message) throws SQLException {
    var id = UUID.randomUUID().toString();
    sent.add(new Push(id, clock.instant(), topicArn, null, null, message, Map.of()));
  }

  /// The pushes to an endpoint, a device's token or a topic, or all that are kept; the newest
  /// first.
  public List<Push> pushes(@Nullable String to) throws SQLException {
    return sent.pushes(to);
  }

  /// The text messages to a phone, or all that are kept; the newest first.
  public List<Sms> sms(@Nullable String to) throws SQLException {
    return sent.sms(to);
  }

  /// What happens when an app is uninstalled: the platform says so, and SNS disables its endpoint.
  /// False where there is no such endpoint.
  public boolean uninstall(String endpointArn) throws SQLException {
    var endpoint = targets.endpoint(endpointArn);
    return endpoint != null
        && targets.change(
            new Endpoint(
                endpoint.arn(),
                endpoint.application(),
                endpoint.token(),
                endpoint.userData(),
                false));
  }

  /// What happens when a phone's owner answers STOP, or asks the operator to take that back. False
  /// for what is no phone number.
  public boolean optOut(String phone, boolean out) throws SQLException {
    if (!Phone.isOne(phone)) {
      return false;
    }
    targets.optOut(phone, out);
    return true;
  }

  /// The front end.
  public AwsService service() {
    var endpoints = new EndpointOperations(place, targets);
    var publish = new Publish(this, place, targets, sent, clock);
    return new SnsService(
        Map.of(
            "CreatePlatformEndpoint", endpoints::create,
            "GetEndpointAttributes", endpoints::get,
            "SetEndpointAttributes", endpoints::change,
            "DeleteEndpoint", endpoints::delete,
            "CheckIfPhoneNumberIsOptedOut", new CheckOptOut(targets)::prepare,
            "Publish", publish::prepare));
  }

  boolean hasTopic(String arn) {
    return topics.contains(arn);
  }
}
