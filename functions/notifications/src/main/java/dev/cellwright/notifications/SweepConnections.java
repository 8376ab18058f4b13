package dev.cellwright.notifications;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.notifications.RoomStore.OpenConnection;
import java.util.stream.Collectors;

/// Closes what is open too long, and forgets what is kept too long: so much at a time. What can't
/// be closed now is found again.
final class SweepConnections {
  private static final int AT_ONCE = 1000;

  /// @param left how many could not be closed
  /// @param emptied in how many rooms entries were forgotten
  record Swept(int closed, int left, long emptied) {}

  private final Database database;
  private final CloseConnections closeConnections;

  SweepConnections(Database database, CloseConnections closeConnections) {
    this.database = database;
    this.closeConnections = closeConnections;
  }

  Swept sweep() {
    var overdue = database.all(RoomStore.OVERDUE, Binds.of("most", AT_ONCE));
    int closed = 0;
    var byOrganization =
        overdue.stream().collect(Collectors.groupingBy(OpenConnection::organizationId));
    for (var one : byOrganization.entrySet()) {
      closed +=
          RequestScope.current()
              .inOrganization(one.getKey())
              .call(() -> closeConnections.close(OpenConnection.ids(one.getValue())));
    }
    return new Swept(closed, overdue.size() - closed, empty());
  }

  private long empty() {
    long emptied = 0;
    for (var quiet : database.all(RoomStore.QUIET, Binds.of("most", AT_ONCE))) {
      emptied +=
          RequestScope.current()
              .inOrganization(quiet.organizationId())
              .call(() -> {
                var outcome = database.run(Command.of(RoomStore.emptyRooms()));
                if (outcome.ending() != null) {
                  throw outcome.unexpected();
                }
                return outcome.row(0, RoomStore.Amount.class).amount();
              });
    }
    return emptied;
  }
}
