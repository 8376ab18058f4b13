package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandTest {
  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID shelf = Library.shelf(anna);

  private long books() {
    return cell.database().count("shelf.books", anna.organization());
  }

  @Test
  void aReadAndACommandAreOneCallEach() {
    var added = Library.add(anna, shelf, "Emma");
    var shown = anna.get("/api/v1/books/" + Library.id(added));
    var listed = anna.get("/api/v1/books?search=emma&sort=pages:desc&filter[lent]=false");
    var lent = Library.lend(anna, Library.id(added), "anna@example.com");
    var again = Library.lend(anna, Library.id(added), "anna@example.com");
    var missing = anna.get("/api/v1/books/" + UUID.randomUUID());

    assertThat(added.status()).isEqualTo(201);
    assertThat(shown.status()).isEqualTo(200);
    assertThat(listed.at("meta/total").asInt()).isOne();
    assertThat(lent.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(409);
    assertThat(missing.status()).isEqualTo(404);
    for (var answer : new Answer[] {added, shown, listed, lent, again, missing}) {
      assertThat(cell.databaseCallsOf(answer)).as(answer.text()).isOne();
    }
  }

  @Test
  void whatIsRefusedByItsShapeMakesNoCall() {
    var answer = anna.post("/api/v1/books", Map.of("title", "Emma"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(cell.databaseCallsOf(answer)).isZero();
  }

  @Test
  void anEndingUndoesTheStepsBeforeIt() {
    var name = "Only once";
    anna.post("/api/v1/shelves", Map.of("name", name));

    var second = anna.post("/api/v1/shelves", Map.of("name", name));

    assertThat(second.status()).isEqualTo(409);
    assertThat(
            cell.trail(anna.organization()).stream()
                .filter(row -> row.path("action").asText().equals("shelf.created")))
        .hasSize(2);
  }

  @Test
  void anEndingShowsWhatIsThere() {
    var book = Library.book(anna, shelf, "Emma");
    Library.lend(anna, book, "first@example.com");

    var second = Library.lend(anna, book, "second@example.com");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("error/current/borrower_email").asText()).isEqualTo("first@example.com");
    assertThat(
            cell.events(anna.organization()).stream()
                .filter(event -> event.path("type").asText().equals("book.lent")))
        .hasSize(1);
  }

  @Test
  void ofManyWhoWantTheSameOneGetsIt() throws Exception {
    var book = Library.book(anna, shelf, "Emma");

    var statuses = atOnce(8, () -> Library.lend(anna, book, "anna@example.com").status());

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(7);
  }

  @Test
  void theSameKeyAnswersTheFirstAnswer() {
    var first = Library.add(anna, shelf, "Emma", "Idempotency-Key", "k1");
    var second = Library.add(anna, shelf, "Emma", "Idempotency-Key", "k1");

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(books()).isOne();
    assertThat(cell.events(anna.organization())).hasSize(1);
  }

  @Test
  void aKeyThatFailedAnswersTheFailure() {
    Library.add(anna, UUID.randomUUID(), "Emma", "Idempotency-Key", "k2");
    var second = Library.add(anna, UUID.randomUUID(), "Emma", "Idempotency-Key", "k3");

    assertThat(second.status()).isEqualTo(404);
    assertThat(books()).isZero();
  }

  @Test
  void theSameKeyForAnotherBodyIsRefused() {
    Library.add(anna, shelf, "Emma", "Idempotency-Key", "k1");

    var other = Library.add(anna, shelf, "Persuasion", "Idempotency-Key", "k1");

    assertThat(other.status()).isEqualTo(422);
    assertThat(books()).isOne();
  }

  @Test
  void aKeyIsThePersonsOwnInTheOrganization() {
    var ben = cell.register("ben");
    var bensShelf = Library.shelf(ben);
    Library.add(anna, shelf, "Emma", "Idempotency-Key", "same");

    var bens = Library.add(ben, bensShelf, "Emma", "Idempotency-Key", "same");

    assertThat(bens.status()).isEqualTo(201);
    assertThat(cell.database().count("shelf.books", ben.organization())).isOne();
  }

  @Test
  void theSameKeyAtOnceRunsOnce() throws Exception {
    var statuses =
        atOnce(6, () -> Library.add(anna, shelf, "Emma", "Idempotency-Key", "k").status());

    assertThat(statuses).contains(201).isSubsetOf(201, 409);
    assertThat(books()).isOne();
  }

  @Test
  void aRunningCommandRefusesItsDouble() throws Exception {
    try (var other = cell.database().superuser()) {
      other.setAutoCommit(false);
      try (var lock =
          other.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
        lock.setString(1, anna.organization().toString() + anna.id() + "key:held");
        lock.execute();
      }

      var refused = Library.add(anna, shelf, "Emma", "Idempotency-Key", "held");

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      other.rollback();
    }
    assertThat(Library.add(anna, shelf, "Emma", "Idempotency-Key", "held").status()).isEqualTo(201);
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    Library.add(anna, shelf, "Emma", "Idempotency-Key", "k1");
    cell.database()
        .change(
            "update core.commands set created_at = created_at - interval '25 hours' where org_id = ?",
            anna.organization());

    Library.add(anna, shelf, "Emma", "Idempotency-Key", "k1");

    assertThat(books()).isEqualTo(2);
    assertThat(cell.database().count("core.commands", anna.organization())).isLessThanOrEqualTo(2);
  }

  @Test
  void anyTextComesBackAsItWas() {
    for (var title :
        new String[] {
          "'; drop table shelf.books --",
          "Ω≈ç√∫˜µ",
          "مكتبة",
          "図書館",
          "👩‍👩‍👧‍👦",
          "a\tb\nc",
          "\\u0041",
          "$1 $2 :org",
          "\u200f\u202e"
        }) {
      var book = Library.book(anna, shelf, title);

      assertThat(anna.get("/api/v1/books/" + book).at("title").asText()).isEqualTo(title);
    }
  }

  private static <T> java.util.List<T> atOnce(int times, Callable<T> work) throws Exception {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, times)
              .mapToObj(i ->
                  threads.submit(() -> {
                    start.await();
                    return work.call();
                  }))
              .toList();
      start.countDown();
      var results = new java.util.ArrayList<T>();
      for (var each : running) {
        results.add(each.get());
      }
      return results;
    }
  }
}
