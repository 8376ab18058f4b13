package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.notifications.RoomStore.Missed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what is in a room behind a number.
final class ReadRoom {

  sealed interface Outcome {
    /// @param last the room's last number
    /// @param reset whether some of it is not there any more; then there are no messages
    /// @param more whether there is more than a message takes
    record Read(long last, boolean reset, List<ObjectNode> messages, boolean more)
        implements Outcome {}

    /// The connection may ask nothing any more.
    record Closed(String state) implements Outcome {}
  }

  private final Database database;

  ReadRoom(Database database) {
    this.database = database;
  }

  /// @param after null to be told the last number alone
  Outcome of(String connection, @Nullable Long after) {
    var rows = database.all(RoomStore.MISSED, RoomStore.missed(connection, after));
    // A room goes with its membership.
    var state = rows.isEmpty() ? "ended" : rows.getFirst().state();
    if (!state.equals("open")) {
      return new Outcome.Closed(state);
    }
    var first = rows.getFirst();
    long last = Objects.requireNonNull(first.last());
    var messages = rows.stream().map(Missed::message).filter(Objects::nonNull).toList();
    var read = rows.getLast().sequence();
    return new Outcome.Read(
        last, Objects.requireNonNull(first.reset()), messages, read != null && read < last);
  }
}
