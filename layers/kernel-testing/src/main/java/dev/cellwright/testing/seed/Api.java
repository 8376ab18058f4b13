package dev.cellwright.testing.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.CellRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// A cell's HTTP API. Waits where the cell says that it is asked too often.
final class Api implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRIES = 20;
  private static final int TOO_MANY = 429;

  /// An answer, whatever it says.
  record Reply(String request, int status, JsonNode body) {
    /// @throws SeedFailed for another status
    JsonNode expect(int expected) {
      if (status != expected) {
        throw new SeedFailed("%s answered %d: %s".formatted(request, status, body));
      }
      return body;
    }
  }

  private final URI cell;
  private final HttpClient http;

  Api(URI cell) {
    this.cell = cell;
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /// @param key of idempotency: what is sent again under it takes effect once; null without one
  /// @throws UncheckedIOException where nobody answers
  Reply ask(
      String method,
      String path,
      @Nullable JsonNode body,
      @Nullable String token,
      @Nullable String key) {
    var headers = new HashMap<String, String>();
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    if (key != null) {
      headers.put("Idempotency-Key", key);
    }
    var request =
        CellRequest.of(cell, method, path, body == null ? null : body.toString(), headers);
    try {
      var response = send(request);
      return new Reply(method + " " + path, response.statusCode(), json(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SeedFailed("interrupted");
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, BodyHandlers.ofString());
    for (int tries = 1; response.statusCode() == TOO_MANY && tries < TRIES; tries++) {
      Thread.sleep(
          Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(1)));
      response = http.send(request, BodyHandlers.ofString());
    }
    return response;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new SeedFailed("this is no cell: it answers " + text.lines().findFirst().orElse(""));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
