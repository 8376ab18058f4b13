package dev.cellwright.localcell.cell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.testing.TestingCell;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a person runs it: in a process of its own.
class UpTest {

  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void servesUntilItIsToldToStop() throws Exception {
    var assembly = TestingCell.write(directory);
    var up =
        up("--assembly", assembly.toString(), "--product", "acme", "--port", "0", "--data", data());
    var output = up.inputReader(UTF_8);
    var uri = awaitReady(output);

    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri.resolve("/api/v1/tasks"))
                    .header("X-Correlation-Id", "seen-here")
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(lineWith(output, "try:")).contains("curl -i " + uri + "/api/v1/tasks");
    assertThat(lineWith(output, "GET"))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} GET    /api/v1/tasks 200 [0-9.]+ ms seen-here");
    var children = up.descendants().toList();
    assertThat(children).isNotEmpty();

    up.destroy();

    assertThat(up.waitFor(20, TimeUnit.SECONDS)).isTrue();
    for (var child : children) {
      assertThat(child.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void startsAgainOnTheDataOfOneThatWasKilled() throws Exception {
    var assembly = TestingCell.write(directory);
    var killed =
        up("--assembly", assembly.toString(), "--product", "acme", "--port", "0", "--data", data());
    awaitReady(killed.inputReader(UTF_8));
    killed.destroyForcibly().waitFor();

    var again =
        up("--assembly", assembly.toString(), "--product", "acme", "--port", "0", "--data", data());

    assertThat(awaitReady(again.inputReader(UTF_8))).hasHost("127.0.0.1");
    again.destroy();
    assertThat(again.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void saysInOneLineThatThePortIsTaken() throws Exception {
    var assembly = TestingCell.write(directory);
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = String.valueOf(taken.getLocalPort());

      assertFails(
          "port " + port + " is taken: stop what uses it, or choose another with --port",
          "--assembly",
          assembly.toString(),
          "--product",
          "acme",
          "--port",
          port,
          "--data",
          data());
    }
  }

  @Test
  void saysInOneLineThatThereIsNoAssembly() throws Exception {
    assertFails(
        "no cloud assembly in " + directory + ": synthesize it first (./cell synth)",
        "--assembly",
        directory.toString(),
        "--product",
        "acme",
        "--port",
        "0",
        "--data",
        data());
  }

  @Test
  void saysInOneLineThatAnOptionIsUnknown() throws Exception {
    assertFails(
        "unknown option --colour: known are --assembly, --product, --environment, --port, --data, --fresh, --isolated",
        "--colour",
        "blue");
  }

  private void assertFails(String line, String... arguments) throws Exception {
    var up = up(arguments);

    var errors = up.errorReader(UTF_8).readAllLines();

    assertThat(up.waitFor()).isEqualTo(1);
    assertThat(errors).containsExactly("cell: " + line);
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private Process up(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Up.class.getName()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static URI awaitReady(BufferedReader output) throws IOException {
    return URI.create(lineWith(output, "cell acme ready ").substring("cell acme ready ".length()));
  }

  private static String lineWith(BufferedReader output, String text) throws IOException {
    var seen = new StringBuilder();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("no line with '" + text + "' in: " + seen);
  }
}
