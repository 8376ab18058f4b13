package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.openBoard;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import org.junit.jupiter.api.Test;

/// What one may do with the things of a type, however many there are.
class MyAccessTest {
  private static final String MY_ACCESS = "/api/v1/permissions/my-access?namespace=";

  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void onlyTheThingsOfThePageAreLookedInto() {
    var ben = joins(cell.register("ben"), anna, "member");
    tasks(1_000, openBoard(anna), anna);
    tasks(500, privateBoard(anna), anna);
    tasks(500, "", ben);
    asIfNeverAnalyzed();

    var page = ben.get(MY_ACCESS + "task&limit=20");

    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.at("data")).hasSize(20);
    assertThat(page.at("data/0/relations").toString()).contains("\"view\"", "\"edit\"");
  }

  @Test
  void anOrganizationIsListedForItsMembers() {
    var ben = joins(cell.register("ben"), anna, "guest");

    var page = ben.get(MY_ACCESS + "organization");

    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.at("data")).hasSize(1);
    assertThat(page.at("data/0/object_id").asText()).isEqualTo(anna.organization().toString());
    assertThat(page.at("data/0/title").asText()).isNotBlank();
    assertThat(page.at("data/0/relations").toString()).contains("\"guest\"", "\"view\"");
    assertThat(page.at("data/0/relations").toString()).doesNotContain("\"edit\"");
    assertThat(anna.get(MY_ACCESS + "organization").at("data/0/relations").toString())
        .contains("\"edit\"");
  }

  private void tasks(int number, String board, Person owner) {
    cell.database()
        .migrate(
            """
            insert into tasks.tasks (org_id, id, title, board_id, owner_id, created_by)
            select ?, gen_random_uuid(), 'Task ' || n, nullif(?, '')::uuid, ?, ? from generate_series(1, ?) n
            """,
            anna.organization(),
            board,
            owner.id(),
            owner.id(),
            number);
  }

  /// As in a cell whose tables were filled a moment ago.
  private void asIfNeverAnalyzed() {
    for (var table :
        new String[] {"core.entities", "tasks.tasks", "tasks.task_boards", "authz.tuples"}) {
      cell.database().change("delete from pg_statistic where starelid = ?::regclass", table);
      cell.database()
          .change(
              "update pg_class set reltuples = -1, relpages = 0, relallvisible = 0 where oid = ?::regclass",
              table);
    }
  }
}
