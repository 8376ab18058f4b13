package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A change that is guarded by a version is made to that version or not at all.
class VersionsTest {
  private static final Person ANNA = Person.register("anna");

  @Test
  void theVersionThatWasReadIsTheOneThatIsChanged() {
    var task = ANNA.addTask("First");
    var path = "/api/v1/tasks/" + task.id();
    assertThat(task.header("ETag")).isEqualTo("\"1\"");

    var changed = change(path, "Second", task.header("ETag")).expect(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    var late = change(path, "Third", task.header("ETag")).refused(412);

    assertThat(late.code()).isEqualTo("PRECONDITION_FAILED");
    assertThat(ANNA.client().get(path).expect(200).json()).isEqualTo(changed.json());
    ANNA.client().delete(path).header("If-Match", "\"1\"").refused(412);
    change(path, "Fourth", "*").expect(200);
    change(path, "Fifth", null).expect(200);
    ANNA.client().delete(path).header("If-Match", "\"4\"").expect(204);
  }

  @Test
  void everyGuardedRouteMindsTheVersion() {
    var client = ANNA.client();
    var profile = client.get("/api/v1/users/me").expect(200);
    var organization = "/api/v1/organizations/" + ANNA.organization();
    var board =
        client
            .post("/api/v1/boards", "{\"name\":\"B\",\"columns\":[{\"name\":\"C\"}]}")
            .expect(201);
    var boardPath = "/api/v1/boards/" + board.id();
    var columnPath = boardPath + "/columns/" + board.text("columns/0/id");

    for (var call :
        List.of(
            client.patch("/api/v1/users/me", "{\"first_name\":\"A\"}"),
            client.patch(organization, "{\"name\":\"O\"}"),
            client.patch(boardPath, "{\"name\":\"B\"}"),
            client.patch(boardPath + "/columns", "{\"columns\":[{\"name\":\"D\"}]}"),
            client.patch(columnPath, "{\"name\":\"C\"}"),
            client.delete(boardPath))) {
      call.header("If-Match", "\"999\"").refused(412);
    }
    client
        .patch("/api/v1/users/me", "{\"first_name\":\"A\"}")
        .header("If-Match", String.valueOf(profile.header("ETag")))
        .expect(200);
  }

  @Test
  void ofManyChangesToOneVersionOneIsMade() throws Exception {
    var task = ANNA.addTask("First");
    var path = "/api/v1/tasks/" + task.id();
    var start = new CountDownLatch(1);

    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, 16)
              .mapToObj(i ->
                  threads.submit(() -> {
                    start.await();
                    return change(path, "Writer " + i, task.header("ETag")).send().status();
                  }))
              .toList();
      start.countDown();
      for (var each : running) {
        statuses.add(each.get());
      }
    }

    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    assertThat(ANNA.client().get(path).expect(200).at("version").asInt()).isEqualTo(2);
  }

  private static Call change(
      String path, String title, @org.jspecify.annotations.Nullable String version) {
    var call = ANNA.client().patch(path, "{\"title\":\"%s\"}".formatted(title));
    return version == null ? call : call.header("If-Match", version);
  }
}
