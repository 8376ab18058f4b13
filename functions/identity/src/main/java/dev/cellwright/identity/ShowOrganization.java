package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.util.Objects;

/// Shows an organization to one of its members.
final class ShowOrganization {
  private final Database database;

  ShowOrganization(Database database) {
    this.database = database;
  }

  Organization show() {
    return Objects.requireNonNull(
        database.first(OrganizationStore.ONE, Binds.none()), "a member's organization is there");
  }
}
