package dev.cellwright.identity;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Page;
import dev.cellwright.kernel.data.PageRequest;

/// Lists the organizations that the caller belongs to.
final class ListOrganizations {
  private final Database database;

  ListOrganizations(Database database) {
    this.database = database;
  }

  Page<Organization> list(PageRequest page) {
    var session = RequestScope.principalOfRequest().session();
    return database.page(OrganizationStore.MINE, page, Binds.of("session", session));
  }
}
