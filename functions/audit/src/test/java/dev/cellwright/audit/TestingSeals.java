package dev.cellwright.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Seals, exports, and the verifier that a stranger runs.
final class TestingSeals {
  private static final Path VERIFIER = Path.of("../../docs/verify/VerifyTrail.java");

  private TestingSeals() {}

  /// What the verifier said, and its exit status.
  record Verdict(int status, String said) {}

  static void seal(TestCell cell) {
    cell.runJob("audit:seal");
  }

  /// Has everything of a person's organization exported, and downloads it.
  static List<String> export(TestCell cell, Person person, String format) {
    return export(cell, person, format, "2000-01-01", "2999-01-01");
  }

  static List<String> export(TestCell cell, Person person, String format, String from, String to) {
    return List.of(download(finished(cell, person, format, from, to)).split("\n", -1)).stream()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /// Has a file written, and answers what is told of it.
  static JsonNode finished(TestCell cell, Person person, String format, String from, String to) {
    var asked =
        person.post("/api/v1/audit/export", Map.of("from", from, "to", to, "format", format));
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.at("status").asText()).isEqualTo("queued");
    cell.deliver();
    var shown = person.get("/api/v1/audit/export/" + asked.at("jobId").asText());
    assertThat(shown.at("status").asText()).as(shown.text()).isEqualTo("done");
    return shown.json();
  }

  static String download(JsonNode export) {
    try {
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(export.path("downloadUrl").asText())).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The newest seal that holds rows of the person's organization: what an auditor keeps.
  static String checkpoint(Person person) {
    var seals = person.get("/api/v1/audit/seals?limit=1");
    assertThat(seals.status()).as(seals.text()).isEqualTo(200);
    return seals.at("data/0").toString();
  }

  static Path key(Person person, Path directory) {
    return file(
        directory, "public.pem", person.get("/api/v1/audit/keys").at("keys/0/public_key").asText());
  }

  static Path file(Path directory, String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(Path directory, String name, List<String> lines) {
    return file(directory, name, String.join("\n", lines) + "\n");
  }

  /// Runs the verifier as its users do: `java VerifyTrail.java …`.
  static Verdict verify(Object... arguments) {
    try {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add(VERIFIER.toString());
      for (var argument : arguments) {
        command.add(argument.toString());
      }
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the verifier doesn't end");
      }
      return new Verdict(process.exitValue(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
