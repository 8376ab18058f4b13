package dev.cellwright.identity;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void aRefreshTokenBuysANewPair() {
    var anna = cell.register("anna");

    var answer = refresh(anna.refreshToken());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("tokens/refreshToken").asText())
        .hasSize(43)
        .isNotEqualTo(anna.refreshToken());
    assertThat(answer.header("Set-Cookie")).contains(answer.at("tokens/refreshToken").asText());
    assertThat(cell.databaseCallsOf(answer)).isOne();
    assertThat(me(answer).at("id").asText()).isEqualTo(anna.id().toString());
  }

  @Test
  void theCookieServesWhereThereIsNoBody() {
    var anna = cell.register("anna");

    var answer =
        cell.anonymous()
            .post(
                "/api/v1/auth/refresh",
                null,
                "Cookie",
                "theme=dark; refresh_token=" + anna.refreshToken());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void withNeitherBodyNorCookieNobodyIsRefreshed() {
    var answer = cell.anonymous().post("/api/v1/auth/refresh", null);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(cell.databaseCallsOf(answer)).isZero();
  }

  @Test
  void aTokenThatWasNeverGivenIsRefused() {
    var answer = refresh("'; drop table identity.users; --");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Set-Cookie")).contains("Max-Age=0");
  }

  @Test
  void aSpentTokenThatComesAgainEndsItsWholeFamily() {
    var anna = cell.register("anna");
    var second = refresh(anna.refreshToken());

    var again = refresh(anna.refreshToken());

    assertThat(again.status()).isEqualTo(401);
    assertThat(refresh(second.at("tokens/refreshToken").asText()).status()).isEqualTo(401);
    assertThat(me(second).status()).isEqualTo(401);
    assertThat(anna.get("/api/v1/users/me").status()).isEqualTo(401);
  }

  @Test
  void theEndOfOneFamilyLeavesTheOthers() {
    var anna = cell.register("anna");
    var elsewhere = anna.loggedIn();
    refresh(anna.refreshToken());
    refresh(anna.refreshToken());

    assertThat(refresh(elsewhere.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void ofManyWhoRefreshOneTokenAtOnceAtMostOneGetsAPairAndNoneKeepsIt() throws Exception {
    var anna = cell.register("anna");
    Callable<Answer> refreshing = () -> refresh(anna.refreshToken());

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      var answers =
          executor.invokeAll(Collections.nCopies(6, refreshing)).stream()
              .map(Future::resultNow)
              .toList();

      assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
      assertThat(answers).extracting(Answer::status).containsOnly(200, 401);
      assertThat(live(anna.session())).isZero();
    }
  }

  @Test
  void aRefreshTokenLastsThirtyDays() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");

    try (var later = cell.clock().ahead(Duration.ofDays(29))) {
      assertThat(later).isNotNull();
      assertThat(refresh(anna.refreshToken()).status()).isEqualTo(200);
    }
    try (var later = cell.clock().ahead(Duration.ofDays(31))) {
      assertThat(later).isNotNull();
      assertThat(refresh(berta.refreshToken()).status()).isEqualTo(401);
    }
  }

  @Test
  void aSessionThatIsUsedOutlivesItsFirstToken() {
    var anna = cell.register("anna");
    String second;
    try (var later = cell.clock().ahead(Duration.ofDays(29))) {
      assertThat(later).isNotNull();
      second = refresh(anna.refreshToken()).at("tokens/refreshToken").asText();
    }

    try (var later = cell.clock().ahead(Duration.ofDays(40))) {
      assertThat(later).isNotNull();
      var third = refresh(second);

      assertThat(third.status()).isEqualTo(200);
      assertThat(me(third).status()).isEqualTo(200);
      assertThat(
              cell.database()
                  .rows(
                      "select id from identity.refresh_tokens where session_id = ?",
                      anna.session()))
          .as("the expired first token is forgotten")
          .hasSize(2);
    }
  }

  @Test
  void anAccessTokenEndsAfterFifteenMinutes() {
    var anna = cell.register("anna");

    try (var later = cell.clock().ahead(Duration.ofMinutes(16))) {
      assertThat(later).isNotNull();
      assertThat(anna.get("/api/v1/users/me").status()).isEqualTo(401);
      assertThat(me(refresh(anna.refreshToken())).status()).isEqualTo(200);
    }
  }

  private long live(UUID session) {
    return cell.database()
        .rows(
            """
            select t.id from identity.refresh_tokens t join identity.sessions s on s.id = t.session_id
            where s.id = ? and t.spent_at is null and s.revoked_at is null
            """,
            session)
        .size();
  }

  private Answer refresh(String token) {
    return cell.anonymous().post("/api/v1/auth/refresh", Map.of("refreshToken", token));
  }

  private Answer me(Answer tokens) {
    return cell.bearing(tokens.at("tokens/accessToken").asText()).get("/api/v1/users/me");
  }
}
