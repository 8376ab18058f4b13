package dev.cellwright.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.cell.Up;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./cell up` in a process of its own, killed in the middle of its work.
class KilledCellTest {
  private static final int WRITERS = 8;
  private static final int ANSWERED_BEFORE = 60;
  private static final String READY = "cell " + TestedCell.PRODUCT + " ready ";

  @TempDir private static Path directory;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void whatWasAnsweredIsThereAfterAKillAndNothingRunsAfterAnInterrupt() throws Exception {
    var first = up();
    var anna = Person.register(new Client(ready(first), null), "anna");
    var answered = new ConcurrentLinkedQueue<String>();
    var enough = new CountDownLatch(ANSWERED_BEFORE);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < WRITERS; i++) {
        threads.submit(() -> addTasksUntilNobodyAnswers(anna.client(), answered, enough));
      }
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      first.destroyForcibly().waitFor();
    }

    var second = up();
    var again = new Client(ready(second), anna.client().accessToken());
    var stored = all(again);
    assertThat(stored).containsAll(answered);
    // What was under way may have taken effect, or not.
    assertThat(stored).hasSizeBetween(answered.size(), answered.size() + WRITERS);
    again.get("/api/v1/users/me").expect(200);
    again.post("/api/v1/tasks", "{\"title\":\"After\"}").expect(201);
    again
        .post("/api/v1/auth/refresh", "{\"refreshToken\":\"%s\"}".formatted(anna.refreshToken()))
        .expect(200);

    var processes = second.descendants().toList();
    assertThat(processes).isNotEmpty();
    second.destroy();
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(processes)
        .allSatisfy(each -> assertThat(each.onExit()).succeedsWithin(Duration.ofSeconds(20)));
  }

  private static void addTasksUntilNobodyAnswers(
      Client client, Queue<String> answered, CountDownLatch enough) {
    while (true) {
      Answer answer;
      try {
        answer = client.post("/api/v1/tasks", "{\"title\":\"Before\"}").send();
      } catch (java.io.UncheckedIOException _) {
        return;
      }
      if (answer.status() == 201) {
        answered.add(answer.text("id"));
        enough.countDown();
      }
    }
  }

  private static HashSet<String> all(Client client) {
    var ids = new HashSet<String>();
    var page = client.get("/api/v1/tasks?limit=100").expect(200);
    while (true) {
      page.at("data").forEach(task -> ids.add(task.path("id").asText()));
      if (page.at("meta/cursor").isNull()) {
        return ids;
      }
      page = client.get("/api/v1/tasks?limit=100&cursor=" + page.text("meta/cursor")).expect(200);
    }
  }

  private Process up() throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Up.class.getName(),
                "--assembly",
                TestedCell.assembly().toString(),
                "--product",
                TestedCell.PRODUCT,
                "--port",
                "0",
                "--data",
                directory.resolve("data").toString())
            .redirectErrorStream(true)
            .start();
    started.add(process);
    return process;
  }

  /// Where it listens, once it does. What it says later is read and dropped, so that it can go on.
  private static URI ready(Process up) throws IOException {
    var output = up.inputReader(UTF_8);
    var said = new StringBuilder();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        Thread.ofVirtual().start(() -> drain(output));
        return URI.create(line.substring(READY.length()));
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("not ready: " + said);
  }

  private static void drain(BufferedReader output) {
    try (output) {
      while (output.readLine() != null) {
        // the log of its requests
      }
    } catch (IOException _) {
      // It was killed.
    }
  }
}
