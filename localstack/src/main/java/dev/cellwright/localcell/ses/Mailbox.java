package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import dev.cellwright.localcell.aws.ServiceEvent;
import dev.cellwright.localcell.aws.ServiceEvents;
import dev.cellwright.localcell.ses.SentMail.Fate;
import dev.cellwright.localcell.ses.SentMail.Outcome;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// SES: who may be written for, everything that was sent, and what became of it.
public final class Mailbox {
  private final Place place;
  private final InstantSource clock;
  private final MailStore store;
  private final Suppressions suppressions;
  private final Delivery delivery;
  private final ConfigurationSets sets = new ConfigurationSets();
  private final Set<String> identities = ConcurrentHashMap.newKeySet();
  private volatile ServiceEvents bus = Mailbox::untold;

  public Mailbox(Place place, AwsDatabase database, InstantSource clock, Topics topics)
      throws SQLException {
    this.place = place;
    this.clock = clock;
    this.store = new MailStore(database);
    this.suppressions = new Suppressions(database, clock);
    this.delivery =
        new Delivery(
            place, sets, suppressions, new Delivery.Destinations(event -> bus.put(event), topics));
    store.open();
    suppressions.open();
  }

  private static void untold(ServiceEvent event) {
    throw new IllegalStateException("nobody takes " + event.detailType());
  }

  /// Where events go that a configuration set sends to EventBridge.
  public void publishTo(ServiceEvents defaultBus) {
    bus = defaultBus;
  }

  /// Takes a domain or an address as verified. On AWS its owner has to show that it is theirs.
  public void verify(String identity) {
    identities.add(identity.toLowerCase(Locale.ROOT));
  }

  public void addConfigurationSet(String name) {
    sets.add(name);
  }

  /// False when there is no such configuration set.
  public boolean addDestination(String configurationSet, EventDestination destination) {
    return sets.add(configurationSet, destination);
  }

  /// The configuration set of an identity's mail that names none.
  public void setDefaultConfigurationSet(String identity, String name) {
    sets.setDefault(identity.toLowerCase(Locale.ROOT), name);
  }

  /// All mail that is kept, the newest first.
  public List<SentMail> sent() throws SQLException {
    return store.mail(null);
  }

  /// The mail to an address, whatever its case, the newest first.
  public List<SentMail> sentTo(String address) throws SQLException {
    return store.mail(address);
  }

  /// Lets a mail bounce or be complained about after it was sent, for one of its recipients or for
  /// all of them. Null when there is no such mail or recipient.
  public @Nullable SentMail end(String mailId, @Nullable String recipient, Outcome outcome)
      throws SQLException {
    var mail = store.withId(mailId);
    if (mail == null) {
      return null;
    }
    var hit =
        mail.to().stream()
            .filter(each -> recipient == null || each.equalsIgnoreCase(recipient))
            .toList();
    for (var each : hit) {
      var fate = new Fate(each, outcome, clock.instant());
      store.add(mailId, fate);
      delivery.tell(mail, fate, sourceArn(mail));
    }
    return hit.isEmpty() ? null : store.withId(mailId);
  }

  /// The front end.
  public AwsService service() {
    return new MailService(new SendEmail(this), new SuppressionOperations(suppressions));
  }

  InstantSource clock() {
    return clock;
  }

  /// Keeps a mail with what becomes of it, and tells who listens.
  void send(SentMail mail) throws SQLException {
    var ended = mail.with(delivery.fates(mail.to(), mail.at()));
    store.add(ended);
    delivery.tellAll(ended, sourceArn(ended));
  }

  private String sourceArn(SentMail mail) {
    return arn(Objects.requireNonNullElse(identityOf(Address.of(mail.from())), mail.from()));
  }

  /// The identity that lets a sender send: its own address, or its domain; null for neither.
  @Nullable String identityOf(Address sender) {
    var address = sender.bare().toLowerCase(Locale.ROOT);
    if (identities.contains(address)) {
      return address;
    }
    return identities.contains(sender.domainIdentity()) ? sender.domainIdentity() : null;
  }

  /// The configuration set of a mail: the one it names, or its identity's. Throws what SES answers
  /// for one that does not exist.
  @Nullable String configurationSet(@Nullable String named, @Nullable String identity) {
    var name = named == null ? sets.defaultOf(identity) : named;
    if (name != null && !sets.has(name)) {
      throw SendEmail.bad("Configuration set <" + name + "> does not exist.");
    }
    return name;
  }

  String arn(String identity) {
    return place.arn("ses", "identity/" + identity);
  }

  String configurationSetArn(String name) {
    return place.arn("ses", "configuration-set/" + name);
  }

  String region() {
    return place.region();
  }
}
