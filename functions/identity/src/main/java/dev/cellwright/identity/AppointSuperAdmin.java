package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Lets another person run the cell. It makes them nothing in any organization.
final class AppointSuperAdmin {

  sealed interface Outcome {
    record Appointed(SuperAdmin superAdmin) implements Outcome {}

    record AppointedAlready() implements Outcome {}

    record NoSuchPerson(UUID id) implements Outcome {}

    record Forbidden() implements Outcome {}
  }

  private final Database database;

  AppointSuperAdmin(Database database) {
    this.database = database;
  }

  Outcome appoint(UUID person) {
    var outcome =
        database.run(
            Command.of(
                AdminStore.onlyForSuperAdmins(),
                AdminStore.appoint(person),
                AdminStore.superAdmin(person)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Appointed(outcome.row(2, SuperAdmin.class));
      case "appointed_already" -> new Outcome.AppointedAlready();
      case "no_such_person" -> new Outcome.NoSuchPerson(person);
      case "forbidden" -> new Outcome.Forbidden();
      default -> throw outcome.unexpected();
    };
  }
}
