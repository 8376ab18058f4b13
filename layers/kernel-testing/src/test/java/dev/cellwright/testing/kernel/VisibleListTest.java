package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A list of what its reader may see is, in every way it can be found, all candidates that a check
/// lets through.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibleListTest {
  private static final int BOOKS = 283;

  /// Driven from what is seen; walked; walked by little and little.
  private static final List<String> LISTS =
      List.of("/api/v1/readable-books", "/api/v1/walked-books", "/api/v1/tired-books");

  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID open = Library.shelf(anna);
  private final UUID closed = Library.shelf(anna);
  private final Map<String, Person> readers = new LinkedHashMap<>();

  @BeforeAll
  void stock() {
    Library.stock(cell, anna, closed, BOOKS);
    Library.stock(cell, anna, open, 40);
    var other = cell.register("other");
    Library.stock(cell, other, Library.shelf(other), 50);
    for (var name : List.of("nobody", "few", "shelf", "many", "each")) {
      readers.put(name, Library.joining(anna, cell.register(name), "member"));
    }
    readers.put("all", Library.joining(anna, cell.register("all"), "manager"));
    readers.put("stranger", other);
    let(
        "few",
        "book",
        "b.title in ('Volume 000003', 'Volume 000133', 'Volume 000280') and b.shelf_id = '"
            + closed
            + "'");
    let("shelf", "shelf", "b.id = '" + open + "'");
    let("many", "book", "b.pages % 2 = 0 and b.author is not null");
    let("many", "shelf", "b.id = '" + open + "'");
    let("each", "book", "true");
  }

  private void let(String reader, String type, String chosen) {
    Library.let(cell, anna, person(reader), type, "reader", chosen);
  }

  private Person person(String reader) {
    return java.util.Objects.requireNonNull(readers.get(reader));
  }

  /// What the list must be: the candidates, each checked by itself.
  private List<String> expected(String reader, String where, String order) {
    return cell
        .database()
        .rows(
            """
            select b.title from shelf.books b
            where b.org_id = ? and b.deleted_at is null and %s
              and 3 = authz.check(
                b.org_id, (select r.code from authz.relations r where r.type = 'book' and r.relation = 'read'), b.id,
                (select s.code from authz.subjects s where s.type = 'user' and s.relation = ''), ?, '{}')
            order by %s
            """
                .formatted(where, order),
            person(reader).organization(),
            person(reader).id())
        .stream()
        .map(row -> row.path("title").asText())
        .toList();
  }

  private Answer list(String reader, String list, String query) {
    var answer = person(reader).get(list + "?" + query);
    assertThat(answer.status()).as(reader + " " + query + " " + answer.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(answer)).isOne();
    return answer;
  }

  private static List<String> titles(Answer answer) {
    return answer.at("data").valueStream().map(book -> book.path("title").asText()).toList();
  }

  /// Follows cursors to the end. A short page has one, unless it is the last.
  private List<String> joined(String reader, String list, String query, int limit) {
    var all = new ArrayList<String>();
    var page = list(reader, list, query);
    for (int pages = 1; pages <= BOOKS; pages++) {
      var titles = titles(page);
      all.addAll(titles);
      var cursor = page.at("meta/cursor");
      assertThat(page.at("meta/hasNext").asBoolean()).isEqualTo(!cursor.isNull());
      assertThat(titles.size()).isLessThanOrEqualTo(limit);
      if (cursor.isNull()) {
        return all;
      }
      page = list(reader, list, query + "&cursor=" + cursor.asText());
    }
    throw new AssertionError("a list without end");
  }

  static Stream<Arguments> readings() {
    return Stream.of("nobody", "few", "shelf", "many", "each", "all", "stranger")
        .flatMap(reader -> LISTS.stream().map(list -> Arguments.of(reader, list)));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void allPagesJoinedAreTheCandidatesThatACheckLetsThrough(String reader, String list) {
    var queries =
        List.of(
            List.of("sort=pages:desc,title", "true", "b.pages desc, b.title, b.id"),
            List.of("sort=author:desc,title", "true", "b.author desc nulls last, b.title, b.id"),
            List.of(
                "sort=published_on,title&filter[pages.gte]=20",
                "b.pages >= 20",
                "b.published_on nulls last, b.title, b.id"),
            List.of(
                "sort=title:desc&filter[author]=Author%201",
                "b.author = 'Author 1'", "b.title desc, b.id desc"),
            List.of(
                "sort=title&search=volume%200001", "b.title like 'Volume 0001%'", "b.title, b.id"),
            List.of(
                "sort=title&filter[shelf_id]=" + open,
                "b.shelf_id = '" + open + "'",
                "b.title, b.id"));

    for (var query : queries) {
      assertThat(joined(reader, list, "limit=30&" + query.get(0), 30))
          .as(query.get(0))
          .isEqualTo(expected(reader, query.get(1), query.get(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("readings")
  void pagesFoundByCountingAreTheSame(String reader, String list) {
    var all = expected(reader, "true", "b.title, b.id");

    for (int page : new int[] {1, 2, 5}) {
      var found = list(reader, list, "sort=title&limit=10&page=" + page);
      var rest = new ArrayList<>(titles(found));
      // Where the work ran out on the way to the page, its cursor goes on to it.
      for (int more = 0; rest.isEmpty() && !found.at("meta/cursor").isNull(); more++) {
        assertThat(more).isLessThan(BOOKS);
        found =
            list(reader, list, "sort=title&limit=10&cursor=" + found.at("meta/cursor").asText());
        rest.addAll(titles(found));
      }
      var from = Math.min(all.size(), (page - 1) * 10);
      assertThat(all.subList(from, Math.min(all.size(), from + 10)))
          .as("page " + page)
          .startsWith(rest.toArray(String[]::new))
          .hasSizeGreaterThanOrEqualTo(rest.size());
      assertThat(rest.isEmpty()).isEqualTo(from == all.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "few", "shelf", "many", "each", "all"})
  void whoSeesFewOrEverythingIsToldHowMany(String reader) {
    var all = expected(reader, "true", "b.title, b.id");

    var driven = list(reader, LISTS.getFirst(), "limit=10");

    assertThat(driven.at("meta/total").asInt()).isEqualTo(all.size());
    assertThat(driven.at("meta/totalIsEstimate").asBoolean()).isFalse();
  }

  @Test
  void aWalkKnowsTheTotalOnceItHasMetTheLastCandidate() {
    var begun = list("many", LISTS.get(1), "limit=10");
    var ended = list("few", LISTS.get(1), "limit=10");

    assertThat(begun.at("meta/totalIsEstimate").asBoolean()).isTrue();
    assertThat(begun.at("meta/total").asInt())
        .isBetween(11, expected("many", "true", "b.title").size());
    assertThat(ended.at("meta/totalIsEstimate").asBoolean()).isFalse();
    assertThat(ended.at("meta/total").asInt()).isEqualTo(3);
  }

  @Test
  void whoeverFollowsTheCursorToTheEndIsToldHowManyThereWere() {
    var all = expected("many", "true", "b.title, b.id").size();

    for (var path : LISTS) {
      var page = list("many", path, "sort=title&limit=90");
      while (page.at("meta/hasNext").asBoolean()) {
        page = list("many", path, "sort=title&limit=90&cursor=" + page.at("meta/cursor").asText());
      }

      assertThat(page.at("meta/total").asInt()).as(path).isEqualTo(all);
      assertThat(page.at("meta/totalIsEstimate").asBoolean()).as(path).isFalse();
    }
  }

  @Test
  void aWalkThatRanOutOfWorkSaysWhereToGoOnAndNothingOfWhatItMet() {
    var page = list("few", LISTS.get(2), "sort=title&limit=10");
    var cursor = page.at("meta/cursor").asText();

    assertThat(titles(page)).containsExactly("Volume 000003");
    assertThat(page.at("meta/totalIsEstimate").asBoolean()).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8))
        .doesNotContain("Volume");
  }

  @Test
  void whereAWalkStoppedIsOfUseToItsReaderAlone() {
    var cursor = list("few", LISTS.get(2), "sort=title&limit=10").at("meta/cursor").asText();
    var query = "?sort=title&limit=10&cursor=";
    var forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"o\":\"title:asc\",\"p\":2,\"x\":\"AAAA\"}".getBytes(StandardCharsets.UTF_8));

    for (var refused :
        List.of(
            person("nobody").get(LISTS.get(2) + query + cursor),
            person("few").get(LISTS.get(2) + query + forged),
            person("few").get("/api/v1/books" + query + cursor),
            person("few").get(LISTS.get(2) + "?sort=pages&cursor=" + cursor))) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.at("error/details/0/field").asText()).isEqualTo("cursor");
    }
  }

  @Test
  void longTextsInAWalkMakeShorterPagesAndNoneIsLost() {
    var owner = cell.register("owner");
    var theirs = Library.shelf(owner);
    for (int i = 0; i < 20; i++) {
      var book = Library.newBook(theirs, "Long %02d".formatted(i));
      book.put("content", Integer.toString(i % 10).repeat(55_000));
      assertThat(owner.post("/api/v1/books", book).status()).isEqualTo(201);
    }
    var reader = Library.joining(owner, cell.register("reader"), "member");
    Library.let(cell, owner, reader, "book", "reader", "b.title <> 'Long 07'");

    var seen = new ArrayList<Integer>();
    String cursor = null;
    do {
      var page =
          reader.get("/api/v1/book-texts?limit=100" + (cursor == null ? "" : "&cursor=" + cursor));
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.at("data").forEach(book -> seen.add(book.path("content").asText().length()));
      cursor = page.at("meta/cursor").textValue();
    } while (cursor != null);

    assertThat(seen).hasSize(19).containsOnly(55_000);
  }

  @Test
  void whatIsGrantedIsListedNextTimeAndWhatIsTakenAwayIsNot() {
    var reader = Library.joining(anna, cell.register("late"), "guest");
    readers.put("late", reader);
    assertThat(titles(list("late", LISTS.getFirst(), "limit=10"))).isEmpty();

    let("late", "book", "b.title = 'Volume 000099'");
    assertThat(titles(list("late", LISTS.getFirst(), "limit=10"))).hasSize(1);

    cell.database().migrate("delete from authz.tuples where subj = ?", reader.id());
    assertThat(titles(list("late", LISTS.getFirst(), "limit=10"))).isEmpty();
  }

  @Test
  void aPersonOutsideTheOrganizationHasNoList() {
    var left = Library.joining(anna, cell.register("left"), "member");
    cell.database()
        .migrate(
            "delete from identity.members where person_id = ? and org_id = ?",
            left.id(),
            anna.organization());

    assertThat(left.get(LISTS.getFirst()).status()).isEqualTo(403);
  }
}
