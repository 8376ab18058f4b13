package dev.cellwright.testing.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.CellRequest;
import dev.cellwright.testing.bench.Figure;
import dev.cellwright.testing.bench.Figure.Bound;
import dev.cellwright.testing.bench.Figures;
import dev.cellwright.testing.bench.events.CellProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Measures a whole cell on this machine under 16 clients: reading a task, listing 25, making one.
/// The clients take their share of the processors.
///
/// @param assembly where the product was synthesized to
/// @param progress is told each step
public record HttpBench(Path assembly, PrintStream progress) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CLIENTS = 16;
  private static final int PEOPLE = 4;
  private static final int TASKS = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(15);
  private static final int MOST_REQUESTS = 40_000;

  /// The specification's, of a request in production.
  private static final double MOST_MILLIS = 500;

  public Figures run() throws IOException {
    var folder = Files.createTempDirectory("bench-http");
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var cell =
            CellProcess.start(new CellProcess.Settings(assembly, "acme-crm", folder).optimized())) {
      var tokens = new ArrayList<String>();
      var paths = new ArrayList<String>();
      for (int person = 0; person < PEOPLE; person++) {
        var token = registered(http, cell);
        for (int task = 0; task < TASKS; task++) {
          paths.add("/api/v1/tasks/" + made(http, cell, token));
        }
        tokens.add(token);
      }
      progress.println("  a cell with " + PEOPLE * TASKS + " tasks of " + PEOPLE + " people");
      var figures = new ArrayList<Figure>();
      var ask = new Asking(http, figures);
      ask.measure(
          "get",
          client ->
              request(
                  cell,
                  "GET",
                  paths.get(client % PEOPLE * TASKS),
                  tokens.get(client % PEOPLE),
                  null),
          200);
      ask.measure(
          "list of 25",
          client -> request(cell, "GET", "/api/v1/tasks", tokens.get(client % PEOPLE), null),
          200);
      ask.measure("create", client -> add(cell, tokens.get(client % PEOPLE)), 201);
      return new Figures(figures);
    }
  }

  private record Asking(HttpClient http, List<Figure> figures) {
    void measure(String what, IntFunction<HttpRequest> request, int status) {
      new Load(http, CLIENTS, WARM_UP, MOST_REQUESTS).of(request, status);
      var outcome = new Load(http, CLIENTS, TIME, MOST_REQUESTS).of(request, status);
      figures.add(new Figure(what + ", 16 clients", 0, outcome.perSecond(), null, "a s", null));
      figures.add(Figure.of("  p50", 0, outcome.timings(), null));
      figures.add(
          new Figure(
              "  p99", 0, outcome.timings().at(0.99), null, "ms", Bound.atMost(MOST_MILLIS)));
    }
  }

  private static HttpRequest request(
      CellProcess cell, String method, String path, @Nullable String token, @Nullable String body) {
    return CellRequest.of(
        cell.uri(),
        method,
        path,
        body,
        token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
  }

  private static HttpRequest add(CellProcess cell, String token) {
    return request(
        cell, "POST", "/api/v1/tasks", token, "{\"title\": \"Order shelves for the back room\"}");
  }

  private static String registered(HttpClient http, CellProcess cell) {
    var body =
        "{\"email\": \"%s@example.org\", \"password\": \"Correct-horse-7-staple\"}"
            .formatted(UUID.randomUUID());
    return answer(http, request(cell, "POST", "/api/v1/auth/register", null, body))
        .at("/tokens/accessToken")
        .asText();
  }

  private static String made(HttpClient http, CellProcess cell, String token) {
    return answer(http, add(cell, token)).path("id").asText();
  }

  private static JsonNode answer(HttpClient http, HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new IllegalStateException(request + " answered " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
