package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;

/// Ends sessions: the caller's own, or all that the person has. Their tokens are refused from the
/// next call on.
final class LogOut {
  private final Database database;

  LogOut(Database database) {
    this.database = database;
  }

  void logOut() {
    end(false);
  }

  void logOutEverywhere() {
    end(true);
  }

  private void end(boolean every) {
    var outcome = database.run(Command.of(SessionStore.end(every)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
