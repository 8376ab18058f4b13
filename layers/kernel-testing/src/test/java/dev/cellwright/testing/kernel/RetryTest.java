package dev.cellwright.testing.kernel;

import static dev.cellwright.testing.kernel.TestingWire.Mishap.ANSWER_LOST;
import static dev.cellwright.testing.kernel.TestingWire.Mishap.RESUMING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.shelf.ShelfModule;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID shelf = Library.shelf(anna);
  private final TestingWire wire;
  private final Caller annaOverWire;

  RetryTest() throws Exception {
    var environment = new HashMap<>(cell.environmentOf("shelf"));
    wire = TestingWire.to(String.valueOf(environment.get("AWS_ENDPOINT_URL_RDS_DATA")));
    environment.put("AWS_ENDPOINT_URL_RDS_DATA", wire.endpoint());
    var functions = RunningFunctions.of(new ShelfModule(), environment, cell.clock());
    annaOverWire = new Caller(functions, anna.accessToken());
  }

  @AfterEach
  void hangUp() throws Exception {
    wire.close();
    cell.faults().clear();
  }

  private long books() {
    return cell.database().count("shelf.books", anna.organization());
  }

  @Test
  void aDatabaseThatWakesUpIsWaitedFor() {
    wire.next(RESUMING, RESUMING, RESUMING);

    var answer = Library.add(annaOverWire, shelf, "Emma");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(wire.calls()).isEqualTo(4);
    assertThat(books()).isOne();
  }

  @Test
  void aReadIsTriedAgain() {
    wire.next(ANSWER_LOST, RESUMING);

    var answer = annaOverWire.get("/api/v1/books");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aCommandWhoseAnswerIsLostTakesEffectOnce() {
    wire.next(ANSWER_LOST);

    var answer = Library.add(annaOverWire, shelf, "Emma");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(books()).isOne();
    assertThat(cell.events(anna.organization())).hasSize(1);
    assertThat(
            cell.trail(anna.organization()).stream()
                .filter(row -> row.path("action").asText().equals("book.created")))
        .hasSize(1);
    assertThat(anna.get("/api/v1/books/" + Library.id(answer)).at("title").asText())
        .isEqualTo("Emma");
  }

  @Test
  void anEndingWhoseAnswerIsLostIsToldAgain() {
    var book = Library.book(anna, shelf, "Emma");
    Library.lend(anna, book, "first@example.com");
    wire.next(ANSWER_LOST, ANSWER_LOST);

    var answer = Library.lend(annaOverWire, book, "second@example.com");

    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void aSuccessWhoseAnswerIsLostIsNoConflictWithItself() {
    var book = Library.book(anna, shelf, "Emma");
    wire.next(ANSWER_LOST);

    var answer = Library.lend(annaOverWire, book, "anna@example.com");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("version").asInt()).isEqualTo(2);
  }

  @Test
  void throttlesAndFaultsOfTheServiceAreWaitedOut() {
    cell.faults().inject("rds-data", null, Faults.Kind.THROTTLE, 2);
    cell.faults().inject("rds-data", null, Faults.Kind.FAIL, 1);

    var answer = Library.add(anna, shelf, "Emma");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(4);
    assertThat(books()).isOne();
  }
}
