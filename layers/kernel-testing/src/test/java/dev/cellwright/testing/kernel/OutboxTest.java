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
      assertThatThrownBy(() -> identity.command(emit.formatted("book.added")))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("m_identity may not publish book.added");
    }
  }
}
