package dev.cellwright.integrations;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;

/// Sends a webhook a test message at once, whether it is active or not, keeps it among its
/// deliveries, and tells how it went. It isn't tried again, and doesn't count among failures.
final class TestWebhook {

  sealed interface Outcome {
    record Sent(Tested tested) implements Outcome {}

    /// There is no such webhook, or it has no URL.
    record NothingToCall(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Courier courier;
  private final Ids ids;
  private final InstantSource clock;

  TestWebhook(Database database, Courier courier, Ids ids, InstantSource clock) {
    this.database = database;
    this.courier = courier;
    this.ids = ids;
    this.clock = clock;
  }

  /// The letter is read, signed, in one call; how it went is noted in another. Between them is the
  /// call of the receiver.
  Outcome test(UUID id) {
    var message = ids.next();
    var organization = Objects.requireNonNull(RequestScope.current().organization());
    var payload = Payload.test(message, organization, id, clock.instant());
    var letters =
        Letters.of(
            database.all(
                SendingStore.TEST,
                Binds.of("id", id)
                    .and("message", message)
                    .and("event", Payload.TEST)
                    .and("payload", payload)));
    if (letters.isEmpty()) {
      return new Outcome.NothingToCall(id);
    }
    var letter = letters.getFirst();
    var sent = courier.send(letter);
    var outcome = database.run(Command.of(DeliveryStore.keepTest(id, letter, payload, sent)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Sent(tested(letter, sent));
      case "not_found" -> new Outcome.NothingToCall(id);
      default -> throw outcome.unexpected();
    };
  }

  private static Tested tested(Letter letter, Sent sent) {
    return switch (sent) {
      case Sent.Answered answered ->
          new Tested(
              letter.id(),
              answered.isGood(),
              answered.status(),
              answered.body(),
              null,
              (int) answered.millis());
      case Sent.Failed failed ->
          new Tested(letter.id(), false, null, null, failed.error(), (int) failed.millis());
    };
  }
}
