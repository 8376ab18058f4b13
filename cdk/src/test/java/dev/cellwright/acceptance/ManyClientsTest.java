package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Sixty-four clients at once, each with its own rhythm of writing and reading.
class ManyClientsTest {
  private static final int CLIENTS = 64;
  private static final int ROUNDS = 5;

  @Test
  void allAreAnsweredAndNoneSeesAnothersTasks() throws Exception {
    var people =
        List.of(
            Person.register("anna"),
            Person.register("ben"),
            Person.register("cleo"),
            Person.register("dora"));
    var start = new CountDownLatch(1);
    var clients = new ArrayList<Callable<List<Answer>>>();
    for (var i = 0; i < CLIENTS; i++) {
      var person = people.get(i % people.size());
      var name = person.id() + " " + i;
      clients.add(() -> {
        start.await();
        return rounds(person.client(), name);
      });
    }

    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = clients.stream().map(threads::submit).toList();
      start.countDown();
      for (var client : running) {
        answers.addAll(client.get());
      }
    }

    assertThat(answers).hasSize(CLIENTS * ROUNDS * 5);
    assertThat(byStatus(answers))
        .isEqualTo(Map.of(200, CLIENTS * ROUNDS * 4, 201, CLIENTS * ROUNDS));
    assertThat(answers).extracting(Answer::correlationId).doesNotHaveDuplicates();
    for (var person : people) {
      var list = person.client().get("/api/v1/tasks?limit=100").expect(200);
      assertThat(list.at("meta/total").asInt()).isEqualTo(CLIENTS / people.size() * ROUNDS);
      assertThat(list.at("data").findValuesAsText("title"))
          .allMatch(title -> title.startsWith(person.id().toString()));
    }
  }

  private static List<Answer> rounds(Client client, String name) {
    var answers = new ArrayList<Answer>();
    for (var round = 0; round < ROUNDS; round++) {
      var made = client.post("/api/v1/tasks", "{\"title\":\"%s\"}".formatted(name)).send();
      answers.add(made);
      var task = "/api/v1/tasks/" + made.text("id");
      answers.add(client.patch(task, "{\"priority\":\"high\"}").send());
      answers.add(client.put(task + "/completion").send());
      answers.add(client.get(task).send());
      answers.add(client.get("/api/v1/tasks?limit=10&filter%5Bstatus%5D=done").send());
    }
    return answers;
  }

  private static Map<Integer, Integer> byStatus(List<Answer> answers) {
    var counts = new TreeMap<Integer, Integer>();
    answers.forEach(answer -> counts.merge(answer.status(), 1, Integer::sum));
    return counts;
  }
}
