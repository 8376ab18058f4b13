package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.Intruder;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// A module's statements relate subjects to its own objects, as far as the model goes.
class RelateTest {
  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final Person stranger = cell.register("stranger");
  private final UUID book = Library.book(anna, Library.shelf(anna), "Momo");

  private Intruder module(String name, Person person) {
    return cell.database()
        .intruder(
            name, cell.contexts().member(person.organization(), person.id(), person.session()));
  }

  private static boolean answer(Intruder module, String call, Object... parameters)
      throws SQLException {
    return module
        .select("select " + call + " as answer", parameters)
        .getFirst()
        .path("answer")
        .booleanValue();
  }

  private boolean relate(Intruder module, String relation) throws SQLException {
    return answer(
        module, "api.relate('book', ?, '" + relation + "', 'user', ?)", book, stranger.id());
  }

  private static void isRefused(ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("CW500");
  }

  @Test
  void relatingTwiceChangesNothingMore() throws Exception {
    try (var shelf = module("shelf", anna)) {
      assertThat(relate(shelf, "reader")).isTrue();
      assertThat(relate(shelf, "reader")).isFalse();

      assertThat(answer(shelf, "api.unrelate('book', ?, 'reader', 'user', ?)", book, stranger.id()))
          .isTrue();
      assertThat(answer(shelf, "api.unrelate('book', ?, 'reader', 'user', ?)", book, stranger.id()))
          .isFalse();
    }
  }

  @Test
  void theTrailNamesWhoWasRelatedToWhat() throws Exception {
    try (var shelf = module("shelf", anna)) {
      relate(shelf, "reader");
    }

    assertThat(cell.trail(anna.organization()))
        .filteredOn(entry -> entry.path("action").asText().equals("permission.created"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.path("entity_id").asText()).isEqualTo(book.toString());
          assertThat(entry.at("/changes/namespace/to").asText()).isEqualTo("book");
          assertThat(entry.at("/changes/relation/to").asText()).isEqualTo("reader");
          assertThat(entry.at("/changes/subject_id/to").asText())
              .isEqualTo(stranger.id().toString());
        });
  }

  @Test
  void aModuleRelatesNothingToTheObjectsOfAnother() throws Exception {
    try (var identity = module("identity", anna)) {
      isRefused(() -> relate(identity, "reader"));
    }
  }

  @Test
  void whatFollowsFromARowIsNotRelated() throws Exception {
    try (var shelf = module("shelf", anna)) {
      isRefused(() -> relate(shelf, "borrower"));
    }
  }

  @Test
  void aTupleOfAnotherOrganizationSaysNothingInThisOne() throws Exception {
    try (var elsewhere = module("shelf", stranger)) {
      relate(elsewhere, "reader");
    }

    try (var shelf = module("shelf", anna)) {
      assertThat(answer(shelf, "api.unrelate('book', ?, 'reader', 'user', ?)", book, stranger.id()))
          .isFalse();
    }
  }
}
