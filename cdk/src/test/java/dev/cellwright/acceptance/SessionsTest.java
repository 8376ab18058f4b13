package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A session ends when it should, for all who hold a token of it, and a password can't be guessed.
class SessionsTest {
  private static final String WRONG = "Wrong-horse-7-staple";

  @Test
  void loggingOutEndsTheSessionAtOnce() {
    var anna = Person.register("anna");
    var elsewhere = anna.logIn();

    var answer = anna.client().post("/api/v1/auth/logout").expect(200);

    assertThat(answer.text()).isEqualTo("{}");
    assertThat(answer.header("Set-Cookie")).startsWith("refresh_token=;").contains("Max-Age=0");
    assertIsEnded(anna);
    elsewhere.client().get("/api/v1/users/me").expect(200);
  }

  @Test
  void loggingOutEverywhereEndsAllSessions() {
    var anna = Person.register("anna");
    var elsewhere = anna.logIn();
    var somebodyElse = Person.register("ben");

    anna.client().post("/api/v1/auth/logout-all").expect(200);

    assertIsEnded(anna);
    assertIsEnded(elsewhere);
    somebodyElse.client().get("/api/v1/users/me").expect(200);
    anna.logIn().client().get("/api/v1/users/me").expect(200);
  }

  @Test
  void aRefreshTokenUsedTwiceEndsItsFamily() {
    var anna = Person.register("anna");
    var elsewhere = anna.logIn();
    var second = refresh(anna.refreshToken()).expect(200);
    var third = refresh(second.text("tokens/refreshToken")).expect(200);
    var newest = anna.client().with(third.text("tokens/accessToken"));
    newest.get("/api/v1/users/me").expect(200);

    refresh(anna.refreshToken()).refused(401);

    refresh(third.text("tokens/refreshToken")).refused(401);
    newest.get("/api/v1/users/me").refused(401);
    assertIsEnded(anna);
    elsewhere.client().get("/api/v1/users/me").expect(200);
    refresh(elsewhere.refreshToken()).expect(200);
  }

  @Test
  void switchingKeepsTheSession() {
    var anna = Person.register("anna");
    var acme = anna.found("Acme");

    assertThat(acme.client().get("/api/v1/tasks").expect(200).at("meta/total").asInt()).isZero();
    anna.client().get("/api/v1/tasks").expect(200);
    acme.client().post("/api/v1/auth/logout").expect(200);
    assertIsEnded(acme);
    anna.client().get("/api/v1/tasks").refused(401);
  }

  @Test
  void anAccessTokenLivesAQuarterOfAnHourAndARefreshTokenAMonth() {
    var anna = Person.register("anna");

    TestedCell.advanceClock(Duration.ofMinutes(14));
    anna.client().get("/api/v1/users/me").expect(200);
    TestedCell.advanceClock(Duration.ofMinutes(1));
    anna.client().get("/api/v1/users/me").refused(401);

    TestedCell.advanceClock(Duration.ofDays(29));
    var refreshed = refresh(anna.refreshToken()).expect(200);
    anna.client().with(refreshed.text("tokens/accessToken")).get("/api/v1/users/me").expect(200);
    TestedCell.advanceClock(Duration.ofDays(31));
    refresh(refreshed.text("tokens/refreshToken")).refused(401);
  }

  @Test
  void fiveFailuresLockTheAddressForAQuarterOfAnHour() {
    var anna = Person.register("anna");
    for (var i = 0; i < 4; i++) {
      logIn(anna.email(), WRONG).refused(401);
    }
    logIn(anna.email(), WRONG).send().refused();

    var locked = logIn(anna.email(), Person.PASSWORD).refused(423);

    assertThat(Integer.parseInt(String.valueOf(locked.header("Retry-After")))).isBetween(1, 900);
    anna.client().get("/api/v1/users/me").expect(200);
    TestedCell.advanceClock(Duration.ofMinutes(14));
    logIn(anna.email(), Person.PASSWORD).refused(423);
    TestedCell.advanceClock(Duration.ofMinutes(1).plusSeconds(1));
    logIn(anna.email(), Person.PASSWORD).expect(200);
    logIn(anna.email(), WRONG).refused(401);
    logIn(anna.email(), Person.PASSWORD).expect(200);
  }

  /// How long it takes isn't measured here; the work behind it is the same.
  @Test
  void anAddressThatNobodyHasIsAnsweredLikeOneThatSomebodyHas() {
    var known = Person.register("anna").email();
    var unknown = "nobody-" + UUID.randomUUID() + "@example.org";

    for (var i = 0; i < 6; i++) {
      var forKnown = logIn(known, WRONG).send().refused();
      var forUnknown = logIn(unknown, WRONG).send().refused();

      assertThat(said(forUnknown)).isEqualTo(said(forKnown));
      assertThat(forUnknown.headers().keySet()).isEqualTo(forKnown.headers().keySet());
      assertThat(calls(forUnknown)).isEqualTo(calls(forKnown));
    }
  }

  @Test
  void passwordsAreHeldToTheRule() {
    for (var weak :
        List.of(
            "Short-1", "no-upper-case-1", "No-digits-in-it", "NoSpecial1Chars", "1".repeat(12))) {
      register(weak).refused(400);
    }
    register("Aa1-" + "x".repeat(69)).refused(400);
    register("Aa1-" + "\u00e9".repeat(35)).refused(400);
    register("Aa1-" + "x".repeat(68)).expect(201);
    register("Aa1-" + "\uD83D\uDE00".repeat(17)).expect(201);
  }

  private static Call register(String password) {
    return TestedCell.anybody()
        .post(
            "/api/v1/auth/register",
            "{\"email\":\"%s@example.org\",\"password\":\"%s\"}"
                .formatted(UUID.randomUUID(), password));
  }

  private static Call logIn(String email, String password) {
    return TestedCell.anybody()
        .post(
            "/api/v1/auth/login",
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
  }

  private static Call refresh(String token) {
    return TestedCell.anybody()
        .post("/api/v1/auth/refresh", "{\"refreshToken\":\"%s\"}".formatted(token));
  }

  private static void assertIsEnded(Person person) {
    person.client().get("/api/v1/users/me").refused(401);
    person.client().get("/api/v1/tasks").refused(401);
    person.client().post("/api/v1/tasks", "{\"title\":\"a\"}").refused(401);
    person.client().post("/api/v1/auth/logout").refused(401);
    refresh(person.refreshToken()).refused(401);
  }

  private static String said(Answer answer) {
    var error = (ObjectNode) answer.at("error");
    return answer.status() + " " + error.without(List.of("correlationId", "timestamp"));
  }

  private static List<String> calls(Answer answer) {
    return TestedCell.callsTo("rds-data", answer.correlationId());
  }
}
