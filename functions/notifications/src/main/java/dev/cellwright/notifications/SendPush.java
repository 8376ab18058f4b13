package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.phone.Phones;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pushes a notification to those of a person's devices that don't have it yet. It is taken under a
/// lease first, and noted afterwards: after a crash in between it is sent once more, when the lease
/// is over.
final class SendPush {
  private static final Logger LOG = LoggerFactory.getLogger(SendPush.class);

  private final Database database;
  private final Phones phones;

  SendPush(Database database, Phones phones) {
    this.database = database;
    this.phones = phones;
  }

  /// @throws IllegalStateException while somebody else has it, so that it comes again
  void send(UUID notification) {
    var taken = take(database, notification);
    if (taken == null) {
      return;
    }
    var push =
        new Phones.Push(
            notification,
            Objects.requireNonNull(taken.type()),
            Objects.requireNonNull(taken.title()),
            taken.body(),
            taken.data() == null ? null : taken.data().path("url").textValue());
    var delivered = new ArrayList<UUID>();
    var endpoints = JsonNodeFactory.instance.objectNode();
    boolean again = false;
    for (var device : database.all(PhoneStore.DEVICES, Binds.of("id", notification))) {
      switch (phones.push(device, push)) {
        case Phones.Result.Done(var arn) -> {
          delivered.add(device.id());
          endpoints.put(device.id().toString(), arn);
        }
        case Phones.Result.Gone() -> endpoints.putNull(device.id().toString());
        case Phones.Result.Nowhere() ->
            LOG.warn("{} is not pushed: no application for {}", notification, device.platform());
        case Phones.Result.Failed(var reason) -> {
          LOG.warn("a push of {} to {} failed: {}", notification, device.id(), reason);
          again = true;
        }
      }
    }
    settle(database, PhoneStore.settle(notification, delivered, endpoints, again));
  }

  /// Null where there is nothing to be done any more.
  static PhoneStore.@Nullable Taken take(Database database, UUID notification) {
    var outcome = database.run(Command.of(PhoneStore.take(notification)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    var taken = outcome.row(0, PhoneStore.Taken.class);
    return switch (taken.state()) {
      case "taken" -> taken;
      case "done" -> null;
      default -> throw new IllegalStateException(notification + " is being sent by another");
    };
  }

  static void settle(Database database, Step step) {
    var outcome = database.run(Command.of(step));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
