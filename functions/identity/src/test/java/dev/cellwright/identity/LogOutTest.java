package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogOutTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void loggingOutEndsTheSessionWithTheNextCall() {
    var anna = cell.register("anna");

    var answer = anna.post("/api/v1/auth/logout", null);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{}");
    assertThat(answer.header("Set-Cookie")).startsWith("refresh_token=;").contains("Max-Age=0");
    assertThat(cell.databaseCallsOf(answer)).isOne();
    assertThat(anna.get("/api/v1/users/me").status()).isEqualTo(401);
    assertThat(anna.get("/api/v1/organizations/" + anna.organization()).status()).isEqualTo(401);
    assertThat(
            cell.anonymous()
                .post("/api/v1/auth/refresh", Map.of("refreshToken", anna.refreshToken()))
                .status())
        .isEqualTo(401);
  }

  @Test
  void loggingOutHereLeavesTheSessionElsewhere() {
    var here = cell.register("anna");
    var elsewhere = here.loggedIn();

    here.post("/api/v1/auth/logout", null);

    assertThat(elsewhere.get("/api/v1/users/me").status()).isEqualTo(200);
  }

  @Test
  void loggingOutEverywhereEndsAllSessionsOfThePersonAndNobodyElses() {
    var here = cell.register("anna");
    var elsewhere = here.loggedIn();
    var berta = cell.register("berta");

    var answer = here.post("/api/v1/auth/logout-all", null);

    assertThat(answer.text()).isEqualTo("{}");
    assertThat(here.get("/api/v1/users/me").status()).isEqualTo(401);
    assertThat(elsewhere.get("/api/v1/users/me").status()).isEqualTo(401);
    assertThat(berta.get("/api/v1/users/me").status()).isEqualTo(200);
  }

  @Test
  void nobodyLogsOutWithoutAToken() {
    assertThat(cell.anonymous().post("/api/v1/auth/logout", null).status()).isEqualTo(401);
  }
}
