package dev.cellwright.notifications;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listening;
import dev.cellwright.kernel.socket.Frame;
import dev.cellwright.kernel.socket.Pushed;
import dev.cellwright.kernel.socket.Sockets;
import dev.cellwright.notifications.RoomStore.Reached;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Tells those who listen of an event: it gets a number in each room whose person may know of it,
/// and is then sent to their connections.
///
/// Only the first must succeed. What isn't sent, the client misses by its number and asks for; so
/// sending is tried once, to all beside each other. An organization where nobody listens costs a
/// look into an index, and not even that for what happened before the last look.
final class TellRooms {
  private final Database database;
  private final Sockets sockets;
  private final CloseConnections closeConnections;
  private final Listening listening = new Listening();

  TellRooms(Database database, Sockets sockets) {
    this.database = database;
    this.sockets = sockets;
    closeConnections = new CloseConnections(database, sockets);
  }

  void tell(Event event) {
    var entry = RoomEntry.of(event);
    if (entry == null || !listening.anybody(event, this::look)) {
      return;
    }
    var outcome = database.run(Command.of(RoomStore.tell(event.id(), entry)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    push(entry, outcome.rows(0, Reached.class));
  }

  private Listening.Look look() {
    return Objects.requireNonNull(database.first(RoomStore.ANYBODY, Binds.none()));
  }

  private void push(RoomEntry entry, List<Reached> reached) {
    if (reached.isEmpty()) {
      return;
    }
    var frames =
        reached.stream()
            .map(each -> new Frame(each.connectionId(), entry.message(each.sequence())))
            .toList();
    var pushed = sockets.push(frames, RequestScope.current().deadline());
    closeConnections.forget(
        IntStream.range(0, frames.size())
            .filter(place -> pushed.get(place) == Pushed.GONE)
            .mapToObj(place -> frames.get(place).connection())
            .toList());
  }
}
