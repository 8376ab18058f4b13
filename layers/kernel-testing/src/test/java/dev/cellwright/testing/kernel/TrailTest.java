package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {
  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID shelf = Library.shelf(anna);

  private List<JsonNode> trailOf(UUID book) {
    return cell.trail(anna.organization()).stream()
        .filter(row -> row.path("entity_id").asText().equals(book.toString()))
        .toList();
  }

  private String contextOf(Person person) {
    return cell.contexts().member(person.organization(), person.id(), person.session());
  }

  @Test
  void everyChangeIsOnTheTrailWithWhoAndWhence() throws Exception {
    var book = Library.book(anna, shelf, "Emma");
    var lent = Library.lend(anna, book, "anna@example.com");
    anna.delete("/api/v1/books/" + book);
    cell.database().migrate("update shelf.books set deleted_at = null where id = ?", book);
    cell.database().migrate("delete from shelf.books where id = ?", book);

    var trail = trailOf(book);

    assertThat(trail)
        .extracting(row -> row.path("action").asText())
        .containsExactly(
            "book.created", "book.updated", "book.deleted", "book.restored", "book.erased");
    var change = trail.get(1);
    assertThat(change.path("actor_kind").asText()).isEqualTo("member");
    assertThat(change.path("actor_id").asText()).isEqualTo(anna.id().toString());
    assertThat(change.path("session_id").asText()).isEqualTo(anna.session().toString());
    assertThat(change.path("correlation_id").asText()).isEqualTo(lent.correlationId());
    assertThat(change.path("ip").asText()).isEqualTo("192.0.2.7");
    assertThat(change.path("written_by").asText()).isEqualTo("m_shelf");
    assertThat(change.at("/changes/lent").toString()).isEqualTo("{\"to\":true,\"from\":false}");
    assertThat(trail.get(4).path("actor_name").asText()).isEqualTo("migration:test/0");
  }

  @Test
  void whatDidNotChangeIsNotTold() {
    var book = Library.book(anna, shelf, "Emma");
    Library.lend(anna, book, "anna@example.com");

    var changes = trailOf(book).get(1).path("changes");

    assertThat(changes.properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactlyInAnyOrder("lent", "borrower_id", "borrower_email");
  }

  @Test
  void aStatementThatChangesManyRowsLeavesOneForEach() throws Exception {
    var first = Library.book(anna, shelf, "Emma");
    var second = Library.book(anna, shelf, "Persuasion");

    try (var intruder = cell.database().intruder("shelf", contextOf(anna))) {
      intruder.execute("update shelf.books set title = title || '!'");
    }

    assertThat(trailOf(first)).hasSize(2);
    assertThat(trailOf(second)).hasSize(2);
  }

  @Test
  void longTextsStandAsHashAndLength() {
    var answer =
        anna.post(
            "/api/v1/books",
            java.util.Map.of(
                "shelf_id", shelf, "title", "Emma", "pages", 1, "content", "é".repeat(5000)));

    var content = trailOf(Library.id(answer)).getFirst().at("/changes/content/to");

    assertThat(content.path("bytes").asInt()).isEqualTo(10_000);
    assertThat(content.path("sha256").asText()).hasSize(64);
  }

  @Test
  void hashesOfSecretsAreNotTold() throws Exception {
    var book = Library.book(anna, shelf, "Emma");

    try (var intruder = cell.database().intruder("shelf", contextOf(anna))) {
      intruder.execute(
          "update shelf.books set lock_code_hash = 'secret', title = 'Locked' where id = ?", book);
    }

    assertThat(trailOf(book).get(1).path("changes").toString())
        .contains("Locked")
        .doesNotContain("secret")
        .doesNotContain("lock_code_hash");
  }

  @Test
  void personalValuesAreSealedUntilTheirKeyIsDestroyed() {
    var book = Library.book(anna, shelf, "Emma");
    Library.lend(anna, book, "anna@example.com");
    var sealed = trailOf(book).get(1).at("/changes/borrower_email/to");

    assertThat(sealed.path("person").asText()).isEqualTo(anna.id().toString());
    assertThat(trailOf(book).toString()).doesNotContain("anna@example.com");
    assertThat(opened(sealed)).isEqualTo("anna@example.com");

    cell.database().rows("select priv.destroy_person_key(?)", anna.id());

    assertThat(opened(sealed)).isNull();
    assertThat(trailOf(book)).hasSize(2);
  }

  @Test
  void aDestroyedKeyStaysDestroyed() {
    cell.database().rows("select priv.destroy_person_key(?)", anna.id());
    var book = Library.book(anna, shelf, "Emma");

    Library.lend(anna, book, "anna@example.com");

    var sealed = trailOf(book).get(1).at("/changes/borrower_email/to");
    assertThat(sealed.path("sealed").isNull()).isTrue();
    assertThat(
            cell.database()
                .rows("select key from core.person_keys where person_id = ?", anna.id())
                .getFirst()
                .path("key")
                .isNull())
        .isTrue();
  }

  private String opened(JsonNode sealed) {
    return cell.database()
        .rows("select priv.unseal(cast(? as jsonb)) as opened", sealed.toString())
        .getFirst()
        .path("opened")
        .textValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update core.audit_log set actor_id = null",
        "delete from core.audit_log",
        "truncate core.audit_log",
        "insert into core.audit_log (org_id, actor_kind, action, entity_type, entity_id, changes) values (gen_random_uuid(), 'system', 'x', 'x', gen_random_uuid(), '{}')"
      })
  void nobodyRewritesTheTrail(String statement) throws Exception {
    for (var role : List.of("m_shelf", "m_identity", "cw_migrator")) {
      try (var connection = cell.database().login(role);
          var attempt = connection.createStatement()) {
        assertThatThrownBy(() -> attempt.execute(statement))
            .as(role)
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("42501");
      }
    }
    try (var connection = cell.database().superuser();
        var attempt = connection.createStatement()) {
      for (var inner : List.of("cw_owner", "cw_kernel", "cw_people", "cw_search")) {
        attempt.execute("set session authorization " + inner);
        assertThatThrownBy(() -> attempt.execute(statement))
            .as(inner)
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("42501");
        attempt.execute("reset session authorization");
      }
    }
  }

  @Test
  void whoHasNoContextChangesNothing() throws Exception {
    Library.book(anna, shelf, "Emma");
    try (var intruder = cell.database().intruder("identity", "")) {
      assertThatThrownBy(() ->
              intruder.select(
                  "select identity.register(gen_random_uuid(), 'a@b.example', gen_random_uuid(), gen_random_uuid())"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("without a context");
    }
  }

  @Test
  void noModuleTellsTheTrailWhoItIs() throws Exception {
    var book = Library.book(anna, shelf, "Emma");
    try (var intruder = cell.database().intruder("shelf", contextOf(anna))) {
      intruder.select("select set_config('cw.migration', 'forged/1', false)");

      intruder.execute("update shelf.books set title = 'Mine' where id = ?", book);
    }

    var change = trailOf(book).get(1);
    assertThat(change.path("actor_kind").asText()).isEqualTo("member");
    assertThat(change.path("actor_name").isNull()).isTrue();
  }
}
