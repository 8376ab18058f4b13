package dev.cellwright.identity;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;

/// Makes an organization. Whoever makes it owns it.
final class FoundOrganization {
  private final Database database;
  private final Ids ids;

  FoundOrganization(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Organization found(NewOrganization organization) {
    var id = ids.next();
    var outcome =
        database.run(
            Command.of(
                OrganizationStore.found(id, organization),
                OrganizationStore.ofPerson(id, RequestScope.principalOfRequest().session())));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return outcome.row(1, Organization.class);
  }
}
