package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Caller;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/// A caller who asks too often is told when to come back; others aren't held up.
class RateLimitTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void anEmptyBucketIsAnsweredWithWhenToTryAgain() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var environment = new HashMap<>(cell.environmentOf("tasks"));
    environment.put("CELL_RATES", "{\"READ\":3,\"WRITE\":3,\"BULK\":3,\"SIGN_IN\":3}");
    var strict = RunningFunctions.of(new TasksModule(), environment, cell.clock());
    var annaHere = new Caller(strict, anna.accessToken());
    var strangerHere = new Caller(strict, stranger.accessToken());
    var task = TestingTasks.task(anna, "Seen").at("/id").asText();
    TestingTasks.task(stranger, "Seen");

    var first = annaHere.get("/api/v1/tasks");
    annaHere.get("/api/v1/tasks");
    annaHere.get("/api/v1/tasks");
    var refused = annaHere.get("/api/v1/tasks");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("X-RateLimit-Limit")).isEqualTo("3");
    assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("2");
    assertThat(first.header("RateLimit")).startsWith("\"read\";r=2;t=");
    assertThat(refused.status()).as(refused.text()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After")))).isBetween(1, 20);
    assertThat(strangerHere.get("/api/v1/tasks").status()).isEqualTo(200);
    var command = annaHere.put("/api/v1/tasks/" + task + "/completion", null);
    assertThat(command.status()).isEqualTo(200);
    assertThat(command.header("X-RateLimit-Remaining")).isEqualTo("2");
  }

  @Test
  void aLeaseCostsNoCallOfItsOwn() {
    var anna = cell.register("anna");
    TestingTasks.task(anna, "Seen");

    for (int i = 0; i < 5; i++) {
      assertThat(cell.databaseCallsOf(anna.get("/api/v1/tasks"))).isEqualTo(1);
    }
  }
}
