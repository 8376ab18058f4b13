package dev.cellwright.identity;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogInTest {
  private static final String WRONG = "Wrong-Horse-7-Battery";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void whoKnowsThePasswordIsLoggedIn() {
    var anna = cell.register("anna");

    var answer = logIn(anna.email().toUpperCase(Locale.ROOT), anna.password());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("user/id").asText()).isEqualTo(anna.id().toString());
    assertThat(answer.at("user/last_login_at").isNull()).isFalse();
    assertThat(answer.at("organization/id").asText()).isEqualTo(anna.organization().toString());
    assertThat(answer.header("Set-Cookie")).startsWith("refresh_token=");
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(2);
    var token = answer.at("tokens/accessToken").asText();
    assertThat(cell.bearing(token).get("/api/v1/users/me").status()).isEqualTo(200);
  }

  @Test
  void logInsAreCountedAndTold() {
    var anna = cell.register("anna");

    anna.loggedIn();
    anna.loggedIn();

    var person =
        cell.database()
            .rows("select login_count, version from identity.users where id = ?", anna.id())
            .getFirst();
    assertThat(person.path("login_count").asInt()).isEqualTo(2);
    assertThat(person.path("version").asInt()).isEqualTo(3);
    assertThat(
            cell.database()
                .rows(
                    "select entity_number from core.outbox where entity_id = ? and type = 'user.logged_in' order by 1",
                    anna.id()))
        .extracting(event -> event.path("entity_number").asInt())
        .containsExactly(2, 3);
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAreToldAlike() {
    var anna = cell.register("anna");

    var wrong = logIn(anna.email(), WRONG);
    var unknown = logIn(stranger(), WRONG);

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(told(unknown)).isEqualTo(told(wrong));
    assertThat(unknown.headers().keySet()).isEqualTo(wrong.headers().keySet());
    assertThat(cell.callsOf(unknown).stream().map(call -> call.operation()).toList())
        .isEqualTo(cell.callsOf(wrong).stream().map(call -> call.operation()).toList());
    assertThat(cell.databaseCallsOf(wrong)).isEqualTo(2);
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressTakeTheSameTime() {
    var anna = cell.register("anna");
    logIn(stranger(), WRONG);

    var wrong = median(() -> logIn(anna.email(), WRONG));
    var unknown = median(() -> logIn(stranger(), WRONG));

    assertThat(unknown.toNanos() * 1.0 / wrong.toNanos()).isBetween(0.5, 2.0);
  }

  @Test
  void theFifthFailureLocksAnAddressForAQuarterOfAnHour() {
    var anna = cell.register("anna");
    failures(anna.email(), 5);

    var locked = logIn(anna.email(), anna.password());

    assertThat(locked.status()).isEqualTo(423);
    assertThat(locked.code()).isEqualTo("LOCKED");
    assertThat(Integer.parseInt(String.valueOf(locked.header("Retry-After")))).isBetween(880, 900);
    try (var later = cell.clock().ahead(Duration.ofMinutes(14))) {
      assertThat(later).isNotNull();
      assertThat(logIn(anna.email(), anna.password()).status()).isEqualTo(423);
    }
    try (var later = cell.clock().ahead(Duration.ofMinutes(16))) {
      assertThat(later).isNotNull();
      assertThat(logIn(anna.email(), anna.password()).status()).isEqualTo(200);
    }
  }

  @Test
  void anAddressThatNobodyHasIsLockedAlike() {
    var anna = cell.register("anna");
    var nobody = stranger();

    assertThat(failures(nobody, 5)).isEqualTo(failures(anna.email(), 5));

    assertThat(told(logIn(nobody, WRONG))).isEqualTo(told(logIn(anna.email(), WRONG)));
    assertThat(logIn(nobody, WRONG).status()).isEqualTo(423);
  }

  @Test
  void aSuccessForgetsTheFailuresBeforeIt() {
    var anna = cell.register("anna");
    failures(anna.email(), 4);
    anna.loggedIn();

    failures(anna.email(), 4);

    assertThat(logIn(anna.email(), anna.password()).status()).isEqualTo(200);
  }

  @Test
  void failuresAreForgottenAQuarterOfAnHourAfterTheLast() {
    var anna = cell.register("anna");
    failures(anna.email(), 4);

    try (var later = cell.clock().ahead(Duration.ofMinutes(16))) {
      assertThat(later).isNotNull();
      failures(anna.email(), 4);

      assertThat(logIn(anna.email(), anna.password()).status()).isEqualTo(200);
    }
  }

  @Test
  void tryingWhileLockedDoesNotProlongTheLock() {
    var anna = cell.register("anna");
    failures(anna.email(), 5);
    try (var later = cell.clock().ahead(Duration.ofMinutes(10))) {
      assertThat(later).isNotNull();
      failures(anna.email(), 3);
    }

    try (var later = cell.clock().ahead(Duration.ofMinutes(16))) {
      assertThat(later).isNotNull();
      assertThat(logIn(anna.email(), anna.password()).status()).isEqualTo(200);
    }
  }

  @Test
  void guessesAtTheSameMomentAreCountedOneByOne() throws Exception {
    var anna = cell.register("anna");
    Callable<Answer> guess = () -> logIn(anna.email(), WRONG);

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      var statuses =
          executor.invokeAll(Collections.nCopies(12, guess)).stream()
              .map(Future::resultNow)
              .map(Answer::status)
              .toList();

      assertThat(statuses).containsOnly(401, 423);
      assertThat(statuses.stream().filter(status -> status == 401)).hasSize(5);
    }
  }

  @Test
  @Timeout(30)
  void aRightPasswordThatComesWhileTheAddressIsBeingLockedIsRefused() throws Exception {
    var anna = cell.register("anna");
    failures(anna.email(), 4);

    // The fifth failure has happened but isn't committed when the right password arrives.
    try (var connection = cell.database().superuser();
        var executor = newVirtualThreadPerTaskExecutor()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("set local session_replication_role = replica");
        statement.execute(
            "update identity.sign_in_attempts set failures = 5 where address_hash = sha256(convert_to('%s', 'UTF8'))"
                .formatted(anna.email()));
      }
      var right = executor.submit(() -> logIn(anna.email(), anna.password()));
      awaitLockWait();
      connection.commit();

      assertThat(right.get().status()).isEqualTo(423);
    }
  }

  private void awaitLockWait() {
    while (cell.database()
        .rows(
            "select pid from pg_stat_activity where usename = 'm_identity' and wait_event_type = 'Lock'")
        .isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private List<Integer> failures(String email, int times) {
    return IntStream.range(0, times).mapToObj(_ -> logIn(email, WRONG).status()).toList();
  }

  private Answer logIn(String email, String password) {
    return cell.anonymous()
        .post("/api/v1/auth/login", Map.of("email", email, "password", password));
  }

  private static String stranger() {
    return UUID.randomUUID() + "@example.com";
  }

  /// The answer's body without what differs from request to request.
  private static ObjectNode told(Answer answer) {
    var body = (ObjectNode) answer.json();
    ((ObjectNode) body.path("error")).remove(List.of("correlationId", "timestamp"));
    return body;
  }

  private static Duration median(Runnable work) {
    return IntStream.range(0, 3)
        .mapToObj(_ -> {
          var started = System.nanoTime();
          work.run();
          return Duration.ofNanos(System.nanoTime() - started);
        })
        .sorted()
        .toList()
        .get(1);
  }
}
