package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a route asks on an object: 404 for what one may not see, 403 for what one may see but not
/// do.
class ObjectPermissionTest {
  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID shelf = Library.shelf(anna);

  @Test
  void whoMaySeeButNotChangeIsToldWhichPermissionIsMissing() {
    var ben = Library.joining(anna, cell.register("ben"), "member");
    Library.let(cell, anna, ben, "shelf", "reader", "true");

    assertThat(shown(ben, shelf).status()).isEqualTo(200);
    var refused = named(ben, shelf);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("error/message").asText()).contains("shelf.edit");
  }

  @Test
  void whatOneMayNotSeeIsAnsweredAsWhatIsNotThere() {
    var ben = Library.joining(anna, cell.register("ben"), "member");
    var stranger = cell.register("stranger");
    var nowhere = UUID.randomUUID();

    var notThere = shown(ben, nowhere);
    assertThat(notThere.status()).isEqualTo(404);
    assertThat(notThere.at("error/message").asText()).isEqualTo("Shelf " + nowhere + " not found");
    for (var answer : new Answer[] {shown(ben, shelf), named(ben, shelf), shown(stranger, shelf)}) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.code()).isEqualTo(notThere.code());
      assertThat(answer.at("error/message").asText()).isEqualTo("Shelf " + shelf + " not found");
      assertThat(answer.headers().keySet()).isEqualTo(notThere.headers().keySet());
    }
  }

  @Test
  void aThingWithoutASightIsThereForWhoMayActAlone() {
    var ben = Library.joining(anna, cell.register("ben"), "member");
    var book = Library.book(anna, shelf, "Emma");
    Library.lend(ben, book, "ben@example.com");

    assertThat(anna.delete("/api/v1/loans/" + book).status()).isEqualTo(404);
    assertThat(ben.delete("/api/v1/loans/" + book).status()).isEqualTo(204);
    assertThat(ben.delete("/api/v1/loans/" + book).status()).isEqualTo(404);
  }

  @Test
  void whatIsDecidedCostsNoCallOfItsOwn() {
    var ben = Library.joining(anna, cell.register("ben"), "manager");

    var changed = named(ben, shelf);
    var refused = named(cell.register("stranger"), shelf);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(changed)).isOne();
    assertThat(cell.databaseCallsOf(refused)).isOne();
  }

  @Test
  void whatIsTakenAwayIsRefusedInTheNextRequest() {
    var ben = Library.joining(anna, cell.register("ben"), "member");
    Library.let(cell, anna, ben, "shelf", "reader", "true");
    assertThat(shown(ben, shelf).status()).isEqualTo(200);

    cell.database().migrate("delete from authz.tuples where org_id = ?", anna.organization());

    assertThat(shown(ben, shelf).status()).isEqualTo(404);
  }

  @Test
  void aRoleThatChangesCountsInTheNextRequest() {
    var ben = Library.joining(anna, cell.register("ben"), "manager");
    assertThat(shown(ben, shelf).status()).isEqualTo(200);

    cell.database()
        .migrate(
            "update identity.members set role = 'member' where org_id = ? and person_id = ?",
            anna.organization(),
            ben.id());

    assertThat(shown(ben, shelf).status()).isEqualTo(404);
  }

  private static Answer shown(Person person, UUID shelf) {
    return person.get("/api/v1/shelves/" + shelf);
  }

  private static Answer named(Person person, UUID shelf) {
    return person.patch("/api/v1/shelves/" + shelf, Map.of("name", "Named " + UUID.randomUUID()));
  }
}
