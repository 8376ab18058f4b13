package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingTest {
  private static final int BOOKS = 1_003;
  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID shelf = Library.shelf(anna);

  @BeforeAll
  void stock() {
    Library.stock(cell, anna, shelf, BOOKS);
    var other = cell.register("other");
    Library.stock(cell, other, Library.shelf(other), 50);
  }

  private Answer list(String query) {
    var answer = anna.get("/api/v1/books?" + query);
    assertThat(answer.status()).as(query + " " + answer.text()).isEqualTo(200);
    return answer;
  }

  private static List<String> titles(Answer answer) {
    return each(answer).map(book -> book.path("title").asText()).toList();
  }

  private static java.util.stream.Stream<JsonNode> each(Answer answer) {
    return StreamSupport.stream(answer.at("data").spliterator(), false);
  }

  /// What the list must be, by SQL written out.
  private List<String> expected(String where, String order) {
    return cell
        .database()
        .rows(
            "select b.title from shelf.books b where b.org_id = ? and b.deleted_at is null and "
                + where
                + " order by "
                + order,
            anna.organization())
        .stream()
        .map(row -> row.path("title").asText())
        .toList();
  }

  @Test
  void pagesAreFoundByCounting() {
    var second = list("page=2&limit=25&sort=title");

    assertThat(titles(second)).isEqualTo(expected("true", "b.title").subList(25, 50));
    assertThat(second.at("meta").toString())
        .contains("\"page\":2", "\"limit\":25", "\"total\":1003", "\"totalPages\":41")
        .contains("\"hasNext\":true", "\"hasPrev\":true", "\"totalIsEstimate\":false");
  }

  @Test
  void theLastPageSaysSo() {
    var last = list("page=41&limit=25&sort=title");

    assertThat(titles(last)).hasSize(3);
    assertThat(last.at("meta/hasNext").asBoolean()).isFalse();
    assertThat(last.at("meta/cursor").isNull()).isTrue();
  }

  @Test
  void aPageBehindTheLastIsEmptyAndStillCounts() {
    var beyond = list("page=100&limit=25&sort=title");

    assertThat(titles(beyond)).isEmpty();
    assertThat(beyond.at("meta/total").asInt()).isEqualTo(BOOKS);
    assertThat(beyond.at("meta/hasNext").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title|b.title, b.id",
        "title:desc|b.title desc, b.id desc",
        "pages|b.pages, b.id",
        "pages:desc|b.pages desc, b.id desc",
        "created_at|b.created_at, b.id",
        "author|b.author nulls last, b.id",
        "author:desc|b.author desc nulls last, b.id desc",
        "published_on|b.published_on nulls last, b.id",
        "read_at:desc|b.read_at desc nulls last, b.id desc",
        "pages:desc,title|b.pages desc, b.title, b.id",
        "pages,title:desc|b.pages, b.title desc, b.id desc",
        "author,published_on:desc,pages|b.author nulls last, b.published_on desc nulls last, b.pages, b.id",
        "lent:desc,read_at,author:desc,created_at|b.lent desc, b.read_at nulls last, b.author desc nulls last, b.created_at, b.id",
        "shelf_id,title:desc|b.shelf_id, b.title desc, b.id desc"
      })
  void cursorsWalkEveryOrderToItsEndWithoutGapOrRepetition(String sort, String order) {
    var walked = new ArrayList<String>();
    var query = "limit=100&sort=" + sort;
    var page = list(query);
    for (int pages = 1; ; pages++) {
      walked.addAll(titles(page));
      assertThat(page.at("meta/page").asInt()).isEqualTo(pages);
      var cursor = page.at("meta/cursor");
      if (cursor.isNull()) {
        break;
      }
      page = list(query + "&cursor=" + cursor.asText());
    }

    assertThat(walked).isEqualTo(expected("true", order));
  }

  @Test
  void aCursorIsOfItsOrder() {
    var cursor = list("limit=10&sort=title").at("meta/cursor").asText();

    for (var query :
        List.of(
            "limit=10&sort=title:desc&cursor=" + cursor, "limit=10&sort=pages&cursor=" + cursor)) {
      assertThat(anna.get("/api/v1/books?" + query).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "e30",
        "bnVsbA",
        "W10",
        "eyJvIjoidGl0bGU6YXNjIiwicCI6MiwidiI6WyJhIiwiYiJdfQ",
        "%00",
        "'"
      })
  void aCursorThatNobodyAnsweredIsRefused(String cursor) {
    var answer = anna.get("/api/v1/books?sort=title&cursor=" + cursor);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("error/details/0/field").asText()).isEqualTo("cursor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter[title]=Volume 000007|b.title = 'Volume 000007'",
        "filter[title]=Volume 000007,Volume 000009|b.title in ('Volume 000007', 'Volume 000009')",
        "filter[title.ne]=Volume 000007|b.title <> 'Volume 000007'",
        "filter[title.lt]=Volume 000007|b.title < 'Volume 000007'",
        "filter[author]=Author 3|b.author = 'Author 3'",
        "filter[author.ne]=Author 3|b.author is distinct from 'Author 3'",
        "filter[author.set]=false|b.author is null",
        "filter[author.set]=true|b.author is not null",
        "filter[pages]=7|b.pages = 7",
        "filter[pages]=7,8,9|b.pages in (7, 8, 9)",
        "filter[pages.gte]=10&filter[pages.lt]=12|b.pages >= 10 and b.pages < 12",
        "filter[pages.gt]=48|b.pages > 48",
        "filter[pages.lte]=2|b.pages <= 2",
        "filter[lent]=false|not b.lent",
        "filter[lent.ne]=false|b.lent",
        "filter[published_on]=2000-01-05|b.published_on = '2000-01-05'",
        "filter[published_on.gte]=2000-01-09|b.published_on >= '2000-01-09'",
        "filter[published_on.set]=false|b.published_on is null",
        "filter[read_at]=2020-01-03|b.read_at = '2020-01-03 00:00:00Z'",
        "filter[read_at.lt]=2020-01-03T00:00:00%2B01:00|b.read_at < '2020-01-02 23:00:00Z'",
        "filter[created_at.gte]=2024-01-01T12:00:00Z&filter[pages]=5|b.created_at >= '2024-01-01 12:00:00Z' and b.pages = 5"
      })
  void filtersCompareByTheColumnsType(String filter, String where) {
    var answer = list("limit=100&sort=title&" + filter.replace(" ", "%20"));
    var expected = expected(where, "b.title");

    assertThat(answer.at("meta/total").asInt()).isEqualTo(expected.size());
    assertThat(titles(answer)).isEqualTo(expected.subList(0, Math.min(100, expected.size())));
  }

  @Test
  void aFilterByUuidFindsItsOwn() {
    assertThat(list("filter[shelf_id]=" + shelf).at("meta/total").asInt()).isEqualTo(BOOKS);
    assertThat(list("filter[shelf_id]=" + UUID.randomUUID()).at("meta/total").asInt()).isZero();
  }

  @Test
  void filtersHoldUnderACursor() {
    var query = "limit=10&sort=pages:desc,title&filter[author]=Author%201";
    var first = list(query);
    var second = list(query + "&cursor=" + first.at("meta/cursor").asText());

    assertThat(titles(second))
        .isEqualTo(expected("b.author = 'Author 1'", "b.pages desc, b.title").subList(10, 20));
  }

  @Test
  void searchFindsAllWordsWholeOrAsBeginning() {
    assertThat(titles(list("search=volume%20000042"))).containsExactly("Volume 000042");
    assertThat(list("search=vol").at("meta/total").asInt()).isEqualTo(BOOKS);
    assertThat(list("search=vol%20nothing").at("meta/total").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search=volume%200001|b.title like 'Volume 0001%'|b.created_at, b.id",
        "search=volume%200001&sort=pages:desc|b.title like 'Volume 0001%'|b.pages desc, b.id desc",
        "search=volume&filter[pages.lt]=40|b.pages < 40|b.created_at, b.id"
      })
  void aSearchIsFilteredSortedAndPagedAsOtherLists(String query, String where, String order) {
    var all = expected(where, order);

    var first = list(query + "&limit=7");
    var second = list(query + "&limit=7&page=2");
    var behind = list(query + "&limit=7&cursor=" + first.at("meta/cursor").asText());

    assertThat(titles(first)).isEqualTo(all.subList(0, 7));
    assertThat(titles(second)).isEqualTo(all.subList(7, 14)).isEqualTo(titles(behind));
    assertThat(first.at("meta/total").asInt()).isEqualTo(all.size());
    assertThat(list(query + "&limit=100&page=99").at("meta/total").asInt()).isEqualTo(all.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'",
        "' or 1=1 --",
        "a & b",
        "!",
        "()",
        ":*",
        "\\",
        "%",
        "🙂",
        "volume:*",
        "'); drop table shelf.books; --",
        "<->"
      })
  void searchTakesAnyText(String text) {
    var answer =
        anna.get("/api/v1/books?search=" + URLEncoder.encode(text, StandardCharsets.UTF_8));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=0",
        "page=-1",
        "page=x",
        "limit=0",
        "limit=101",
        "limit=1000000000",
        "page=500&limit=100",
        "sort=nothing",
        "sort=title:up",
        "sort=title,title",
        "sort=content",
        "filter[nothing]=1",
        "filter[pages.like]=1",
        "filter[pages]=x",
        "filter[shelf_id]=1",
        "filter[read_at]=yesterday",
        "filter[published_on]=2000-02-30",
        "filter[lent]=maybe",
        "filter[title.set]=true",
        "nothing=1",
        "page=1&page=2",
        "filter[read_at]=99999-01-01",
        "sort="
      })
  void whatAListDoesNotKnowIsRefused(String query) {
    var answer = anna.get("/api/v1/books?" + query);

    assertThat(answer.status()).as(query).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("VALIDATION_ERROR");
    assertThat(answer.at("error/details/0/field").asText()).isNotEmpty();
  }

  @Test
  void totalsAreExactToTenThousandThenAFloor() {
    var many = cell.register("many");
    var theirShelf = Library.shelf(many);
    Library.stock(cell, many, theirShelf, 10_000);
    var exact = many.get("/api/v1/books?limit=1");
    Library.stock(cell, many, theirShelf, 5);
    var estimate = many.get("/api/v1/books?limit=1");

    assertThat(exact.at("meta/total").asInt()).isEqualTo(10_000);
    assertThat(exact.at("meta/totalIsEstimate").asBoolean()).isFalse();
    assertThat(estimate.at("meta/total").asInt()).isEqualTo(10_000);
    assertThat(estimate.at("meta/totalIsEstimate").asBoolean()).isTrue();
  }

  @Test
  void longTextsMakeShorterPagesAndNoneIsLost() {
    var reader = cell.register("reader");
    var theirShelf = Library.shelf(reader);
    for (int i = 0; i < 20; i++) {
      var made =
          reader.post(
              "/api/v1/books",
              Map.of(
                  "shelf_id",
                  theirShelf,
                  "title",
                  "Long %02d".formatted(i),
                  "pages",
                  1,
                  "content",
                  Integer.toString(i % 10).repeat(55_000)));
      assertThat(made.status()).isEqualTo(201);
    }

    var seen = new ArrayList<Integer>();
    var pages = 0;
    String cursor = null;
    do {
      var page =
          reader.get("/api/v1/book-texts?limit=100" + (cursor == null ? "" : "&cursor=" + cursor));
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      each(page).forEach(book -> seen.add(book.path("content").asText().length()));
      cursor = page.at("meta/cursor").textValue();
      pages++;
    } while (cursor != null);

    assertThat(seen).hasSize(20).containsOnly(55_000);
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void anEmptyListIsAPage() {
    var nobody = cell.register("nobody");

    var answer = nobody.get("/api/v1/books");

    assertThat(answer.at("data").isEmpty()).isTrue();
    assertThat(answer.at("meta/total").asInt()).isZero();
    assertThat(answer.at("meta/totalPages").asInt()).isZero();
  }
}
