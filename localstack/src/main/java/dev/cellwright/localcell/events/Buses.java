package dev.cellwright.localcell.events;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.Place;
import dev.cellwright.localcell.sqs.AsyncInvocations;
import dev.cellwright.localcell.sqs.Queues;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// EventBridge: its buses, what they send where, and the last events.
public final class Buses {
  private final Place place;
  private final AwsDatabase database;
  private final InstantSource clock;
  private final Queues queues;
  private final EventStore store;
  private final Delivery delivery;
  private final Map<String, EventBus> buses = new ConcurrentSkipListMap<>();

  public Buses(
      Place place,
      AwsDatabase database,
      InstantSource clock,
      Queues queues,
      AsyncInvocations functions)
      throws SQLException {
    this.place = place;
    this.database = database;
    this.clock = clock;
    this.queues = queues;
    this.store = new EventStore(database);
    this.delivery = new Delivery(queues, functions);
    store.open();
    create("default");
  }

  /// Makes a bus; answers its ARN.
  public String create(String name) {
    return buses
        .computeIfAbsent(name, _ -> new EventBus(name, place.arn("events", "event-bus/" + name)))
        .arn();
  }

  /// Adds a rule. The bus is a name or an ARN. Throws [IllegalArgumentException] for a pattern that
  /// EventBridge refuses.
  public void add(String bus, EventRule rule) {
    bus(bus).add(rule);
  }

  /// Adds a rule with a queue as its target and lets it send there: what a template says with a
  /// rule and a queue's policy.
  ///
  /// @param groupIdPath the message group: a path into the event, or a text; null sets none
  public void rule(
      String bus,
      String name,
      String pattern,
      String targetQueueArn,
      @Nullable String groupIdPath) {
    var arn = ruleArn(bus, name);
    queues.allow(
        targetQueueArn,
        Json.object()
            .set(
                "Statement",
                Json.object()
                    .put("Effect", "Allow")
                    .put("Action", "sqs:SendMessage")
                    .put("Resource", targetQueueArn)
                    .set("Principal", Json.object().put("Service", Delivery.PRINCIPAL))));
    add(
        bus,
        new EventRule(
            name,
            arn,
            pattern,
            true,
            List.of(new EventTarget(targetQueueArn, groupIdPath, new EventForm.Whole(), null))));
  }

  /// The ARN of a rule; that of a rule on the default bus leaves the bus out.
  public String ruleArn(String bus, String name) {
    var on = bus(bus).name();
    return place.arn("events", "rule/" + (on.equals("default") ? "" : on + "/") + name);
  }

  /// A rule as the console shows it.
  public record Shown(
      String bus, String name, String pattern, boolean enabled, List<String> targets) {}

  public List<Shown> rules() {
    return buses.values().stream()
        .flatMap(bus ->
            bus.rules().stream()
                .map(rule ->
                    new Shown(
                        bus.name(),
                        rule.name(),
                        rule.pattern(),
                        rule.enabled(),
                        rule.targets().stream().map(EventTarget::arn).toList())))
        .toList();
  }

  /// The last thousand events, the newest first.
  public List<PublishedEvent> latest(int most) throws SQLException {
    return store.latest(most);
  }

  /// Publishes events. Once this returns, their messages are in the queues and outlive the process.
  void publish(List<Event> events) throws SQLException {
    var arrived =
        database.transact(connection -> {
          var queuesWithNews = new LinkedHashSet<String>();
          for (var event : events) {
            var takers = Json.MAPPER.createArrayNode();
            for (var rule : bus(event.bus()).matching(event.envelope())) {
              for (var target : rule.targets()) {
                var result = delivery.deliver(connection, event, rule, target, queuesWithNews);
                takers
                    .addObject()
                    .put("rule", rule.name())
                    .put("target", target.arn())
                    .put("result", result);
              }
            }
            store.add(connection, event, takers, clock.instant());
          }
          store.trim(connection);
          return queuesWithNews;
        });
    arrived.forEach(queues::arrived);
  }

  @Nullable EventBus find(String nameOrArn) {
    return buses.get(nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1));
  }

  private EventBus bus(String nameOrArn) {
    var bus = find(nameOrArn);
    if (bus == null) {
      throw new IllegalArgumentException("there is no event bus " + nameOrArn);
    }
    return bus;
  }

  Place place() {
    return place;
  }

  InstantSource clock() {
    return clock;
  }

  /// The front end.
  public AwsService service() {
    return new EventsService(new PutEvents(this));
  }
}
