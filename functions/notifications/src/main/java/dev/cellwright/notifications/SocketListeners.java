package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.socket.Sockets;
import java.util.List;
import java.util.UUID;

/// What events do to open connections: most are told over them, some end them. A listener here may
/// run again for the same event: a room takes each event once, and what is closed stays closed.
final class SocketListeners {
  static final List<Listener<SocketListeners>> LISTENERS =
      List.of(
          Listener.<SocketListeners>to("*")
              .named("tell_rooms")
              .repeatable()
              .by((listeners, event) -> listeners.tellRooms.tell(event)),
          Listener.<SocketListeners>to("session.ended")
              .named("close_connections_of_session")
              .repeatable()
              .by((listeners, event) -> listeners.closeConnections.ofSession(event.entityId())),
          Listener.<SocketListeners>to("organization.member_removed")
              .named("close_connections_of_member")
              .repeatable()
              .by(SocketListeners::memberRemoved));

  private final TellRooms tellRooms;
  private final CloseConnections closeConnections;

  SocketListeners(Kernel kernel) {
    var sockets = new Sockets(kernel.aws().sockets());
    tellRooms = new TellRooms(kernel.database(), sockets);
    closeConnections = new CloseConnections(kernel.database(), sockets);
  }

  private record Removed(UUID userId) {}

  private void memberRemoved(Event event) {
    closeConnections.ofMember(event.data(Removed.class).userId());
  }
}
