package dev.cellwright.notifications;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.socket.Pushed;
import dev.cellwright.kernel.socket.Sockets;
import dev.cellwright.notifications.RoomStore.OpenConnection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Closes connections, then forgets those that are closed. Whoever may hear nothing any more is
/// sent nothing from that moment on; that the connection ends as well is to tell them.
final class CloseConnections {
  private final Database database;
  private final Sockets sockets;

  CloseConnections(Database database, Sockets sockets) {
    this.database = database;
    this.sockets = sockets;
  }

  /// Those of a log-in that ended, in whatever organization.
  ///
  /// @throws IllegalStateException where some are left, so that the event comes again
  void ofSession(UUID session) {
    var open = database.all(RoomStore.OF_SESSION, Binds.of("session", session));
    open.stream()
        .collect(Collectors.groupingBy(OpenConnection::organizationId))
        .forEach((organization, connections) ->
            RequestScope.current()
                .inOrganization(organization)
                .run(() -> closeAll(OpenConnection.ids(connections))));
  }

  /// Those of somebody who left the organization.
  ///
  /// @throws IllegalStateException as above
  void ofMember(UUID person) {
    var open = database.all(RoomStore.OF_MEMBER, Binds.of("user_id", person));
    closeAll(open.stream().map(RoomStore.Connection::connectionId).toList());
  }

  private void closeAll(List<String> connections) {
    if (close(connections) < connections.size()) {
      throw new IllegalStateException("not all connections could be closed");
    }
  }

  /// Closes connections of the organization, and answers how many are closed.
  int close(List<String> connections) {
    if (connections.isEmpty()) {
      return 0;
    }
    var outcomes = sockets.close(connections, RequestScope.current().deadline());
    var closed =
        IntStream.range(0, connections.size())
            .filter(place -> outcomes.get(place) == Pushed.GONE)
            .mapToObj(connections::get)
            .toList();
    forget(closed);
    return closed.size();
  }

  /// Forgets connections of the organization that are gone.
  void forget(List<String> gone) {
    if (gone.isEmpty()) {
      return;
    }
    var outcome = database.run(Command.of(RoomStore.forget(gone)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
