package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID shelf = Library.shelf(anna);

  @Test
  void aCommandWritesItsEventsWithWhoAndWhich() {
    var added = Library.add(anna, shelf, "Emma");
    Library.lend(anna, Library.id(added), "anna@example.com");

    var events = cell.events(anna.organization());

    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly("book.added", "book.lent");
    var first = events.getFirst();
    assertThat(first.path("entity_id").asText()).isEqualTo(Library.id(added).toString());
    assertThat(first.path("entity_type").asText()).isEqualTo("book");
    assertThat(first.path("entity_number").asInt()).isEqualTo(1);
    assertThat(events.get(1).path("entity_number").asInt()).isEqualTo(2);
    assertThat(first.at("/data/title").asText()).isEqualTo("Emma");
    assertThat(first.path("actor_id").asText()).isEqualTo(anna.id().toString());
    assertThat(first.path("correlation_id").asText()).isEqualTo(added.correlationId());
    assertThat(first.path("published_at").isNull()).isTrue();
  }

  @Test
  void aCommandThatEndsWritesNone() {
    Library.add(anna, UUID.randomUUID(), "Emma");

    assertThat(cell.events(anna.organization())).isEmpty();
  }

  @Test
  void eventsOfManyAreNumberedEachByItsEntity() throws Exception {
    var known = Library.id(Library.add(anna, shelf, "Emma"));
    var fresh = UUID.randomUUID();
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());
    var emitAll = "select api.emit_all('book.added', 'book', cast('%s' as jsonb)) as x";

    try (var module = cell.database().intruder("shelf", context)) {
      var told =
          """
          [{"id": "%s", "version": 1, "event": {"title": "New"}}, {"id": "%s", "version": 2, "event": {"title": "Old"}}]
          """
              .formatted(fresh, known);
      assertThat(module.command(emitAll.formatted(told)).at("/results/0/0/x").asInt()).isEqualTo(2);
      for (var refused :
          new String[] {
            "[{\"id\": \"%1$s\", \"version\": 3}, {\"id\": \"%1$s\", \"version\": 4}]"
                .formatted(known),
            "[{\"version\": 3}]",
            "[{\"id\": \"%s\", \"version\": 3, \"event\": {\"title\": \"%s\"}}]"
                .formatted(known, "x".repeat(50_000))
          }) {
        assertThatThrownBy(() -> module.command(emitAll.formatted(refused)))
            .isInstanceOf(SQLException.class);
      }
    }

    var events = cell.events(anna.organization());
    assertThat(events).hasSize(3);
    assertThat(events.get(1).path("entity_id").asText()).isEqualTo(fresh.toString());
    assertThat(events.get(1).path("entity_sequence").asInt()).isOne();
    assertThat(events.get(2).path("entity_id").asText()).isEqualTo(known.toString());
    assertThat(events.get(2).path("entity_sequence").asInt()).isEqualTo(2);
    assertThat(events.get(2).at("/data/title").asText()).isEqualTo("Old");
  }

  @Test
  void aModulePublishesOnlyItsOwnTypes() throws Exception {
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());
    var emit = "select api.emit('%s', 'book', gen_random_uuid(), 1, '{}')::text as x";

    try (var shelf = cell.database().intruder("shelf", context);
        var identity = cell.database().intruder("identity", context)) {
      assertThat(shelf.command(emit.formatted("book.added")).path("ending").isNull()).isTrue();
      for (var type : new String[] {"user.registered", "book.burnt"}) {
        assertThatThrownBy(() -> shelf.command(emit.formatted(type)))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("m_shelf may not publish " + type);
      }
      for (var theirs :
          new String[] {
            emit.formatted("book.added"),
            "select api.emit_all('book.added', 'book', '[]')::text as x"
          }) {
        assertThatThrownBy(() -> identity.command(theirs))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("m_identity may not publish book.added");
      }
    }
  }
}
