package dev.cellwright.testing.bench.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.CellRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cell's HTTP API, wherever it listens at the moment.
record Door(CellProcess cell) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @throws IOException where nobody answers, so that nobody knows whether it took effect
  Reply ask(String method, String path, @Nullable JsonNode body, Map<String, String> headers)
      throws IOException {
    var request =
        CellRequest.of(cell.uri(), method, path, body == null ? null : body.toString(), headers);
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      var text = response.body();
      return new Reply(method + " " + path, response.statusCode(), JSON.readTree(text));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Asks what only a local cell answers.
  JsonNode console(String path, @Nullable JsonNode body) {
    try {
      return ask("POST", "/_cell/" + path, body, Map.of()).expect(200).body();
    } catch (IOException e) {
      throw new IllegalStateException("the cell does not answer", e);
    }
  }
}
