package dev.cellwright.testing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private final Reading reading = new Reading();

  @Test
  void aYesIsToldAsTheWayToIt() {
    reading.tuple("shelf", reading.shelf, "reader", "team", reading.outer, "member");

    var told = reading.explained("book", reading.emma, "read", reading.cleo);

    assertThat(told.path("result").asText()).isEqualTo("true");
    assertThat(told.path("truncated").booleanValue()).isFalse();
    assertThat(way(told))
        .containsExactly(
            "book#read", "via from shelf", "shelf#reader", "team#member", "team#member");
    assertThat(told.findValues("needed")).isEmpty();
  }

  /// Down the first children: relations, and what isn't one.
  private static List<String> way(JsonNode told) {
    var steps = new ArrayList<String>();
    for (var node = told; !node.isMissingNode(); node = node.at("/children/0")) {
      steps.add(
          node.has("relation")
              ? node.at("/object/type").asText() + "#" + node.path("relation").asText()
              : "via " + node.path("via").asText() + " " + node.path("tupleset").asText());
    }
    return steps;
  }

  @Test
  void aNoSaysWhatWouldBeNeeded() {
    var told = reading.explained("book", reading.emma, "read", reading.ben);

    assertThat(told.path("result").asText()).isEqualTo("false");
    assertThat(told.path("via").asText()).isEqualTo("union");
    assertThat(told.path("children")).hasSize(3);
    assertThat(told.findValues("needed").toString())
        .contains("organization#member", "team#member", "role#assignee");
  }

  @Test
  void whatATableSaysIsNamed() {
    var told =
        reading.explained("organization", reading.anna.organization(), "book_read", reading.anna);

    assertThat(told.toString()).contains("\"source\":\"identity.members\"", "\"via\":\"derived\"");
  }

  @Test
  void everyExplanationComesToWhatACheckSays() {
    reading.tuple(
        "book", reading.emma, "reader", "organization", reading.anna.organization(), "member");
    reading.tuple("shelf", reading.shelf, "reader", "user", reading.ben.id(), "");

    for (var person : List.of(reading.anna, reading.ben, reading.cleo)) {
      for (var relation : List.of("reader", "borrower", "view", "read", "edit", "delete")) {
        for (var book : List.of(reading.emma, reading.ulysses, UUID.randomUUID())) {
          assertThat(reading.explained("book", book, relation, person).path("result").asText())
              .as("%s of %s", relation, book)
              .isEqualTo(String.valueOf(reading.may(person, "book", relation, book)));
        }
      }
    }
  }

  @Test
  void aTreeThatIsTooLargeIsCutAndDecidedAllTheSame() {
    reading.tuple("book", reading.emma, "reader", "team", reading.outer, "member");
    reading
        .cell
        .database()
        .migrate(
            """
            insert into authz.tuples (org_id, rel, obj, sref, subj)
            select t.org_id, t.rel, t.obj, t.sref, gen_random_uuid()
            from authz.tuples t, generate_series(1, 1200)
            where t.subj = ?
            """,
            reading.outer);

    var told = reading.explained("book", reading.emma, "read", reading.ben);

    assertThat(told.path("truncated").booleanValue()).isTrue();
    assertThat(told.path("result").asText()).isEqualTo("false");
    assertThat(told.findValues("relation").size()).isLessThan(4000);
  }

  @Test
  void whatTheModelDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> reading.explained("book", reading.emma, "burn", reading.ben))
        .hasMessageContaining("the model has no such relation");
  }

  @Test
  void expandingGoesOneStep() {
    reading.tuple("book", reading.emma, "reader", "team", reading.outer, "member");

    var reader =
        reading.one(
            "select authz.expand(?, 'book', 'reader', ?) as answer",
            reading.anna.organization(),
            reading.emma);
    var read =
        reading.one(
            "select authz.expand(?, 'book', 'read', ?) as answer",
            reading.anna.organization(),
            reading.emma);

    assertThat(reader.at("/tree/union/0/users/0/type").asText()).isEqualTo("team");
    assertThat(reader.at("/tree/union/0/users/0/relation").asText()).isEqualTo("member");
    assertThat(reader.at("/tree/union/1/computed/relation").asText()).isEqualTo("borrower");
    assertThat(read.at("/tree/union/1/from/computed/0/object/id").asText())
        .isEqualTo(reading.shelf.toString());
  }
}
