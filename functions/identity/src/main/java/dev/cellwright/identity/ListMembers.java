package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Page;
import dev.cellwright.kernel.data.PageRequest;

/// Lists who belongs to an organization.
final class ListMembers {
  private final Database database;

  ListMembers(Database database) {
    this.database = database;
  }

  Page<Member> list(PageRequest page) {
    return database.page(MemberStore.MEMBERS, page, Binds.none());
  }
}
