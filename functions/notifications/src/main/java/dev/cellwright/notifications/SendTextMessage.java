package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Shortened;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.phone.Phones;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a notification's title as a text message, in the way of [SendPush]. Who has taken their
/// number away meanwhile gets none.
final class SendTextMessage {
  private static final Logger LOG = LoggerFactory.getLogger(SendTextMessage.class);
  private static final int LONGEST = 140;

  private final Database database;
  private final Phones phones;

  SendTextMessage(Database database, Phones phones) {
    this.database = database;
    this.phones = phones;
  }

  /// @throws IllegalStateException while somebody else has it, so that it comes again
  void send(UUID notification) {
    var taken = SendPush.take(database, notification);
    if (taken == null) {
      return;
    }
    var number = taken.number();
    var failure =
        number == null
            ? null
            : phones.text(number, Shortened.to(LONGEST, Objects.requireNonNull(taken.title())));
    if (failure != null) {
      LOG.warn("a text message of {} failed: {}", notification, failure);
    }
    SendPush.settle(
        database,
        PhoneStore.settle(
            notification, List.of(), JsonNodeFactory.instance.objectNode(), failure != null));
  }
}
