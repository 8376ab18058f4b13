package dev.cellwright.identity;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.util.Objects;

/// Shows the caller to themselves.
final class ShowProfile {
  private final Database database;

  ShowProfile(Database database) {
    this.database = database;
  }

  User show() {
    var session = RequestScope.principalOfRequest().session();
    return Objects.requireNonNull(
        database.first(UserStore.PERSON, Binds.of("session", session)),
        "a live session has a person");
  }
}
