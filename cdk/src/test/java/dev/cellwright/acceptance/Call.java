package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request, until it is sent.
final class Call {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String method;
  private final HttpRequest.Builder request;
  private final String shown;
  private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();

  Call(URI cell, String method, String path) {
    this.method = method;
    this.shown = method + " " + path;
    this.request = HttpRequest.newBuilder(URI.create(cell + path)).timeout(Duration.ofSeconds(40));
  }

  Call header(String name, String value) {
    request.setHeader(name, value);
    return this;
  }

  /// A header once more.
  Call also(String name, String value) {
    request.header(name, value);
    return this;
  }

  Call json(String text) {
    return body("application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  Call json(JsonNode node) {
    return json(node.toString());
  }

  Call body(@Nullable String mediaType, byte[] bytes) {
    body = HttpRequest.BodyPublishers.ofByteArray(bytes);
    return mediaType == null ? this : header("Content-Type", mediaType);
  }

  Answer send() {
    try {
      var response =
          HTTP.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(shown, response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(shown, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + shown, e);
    }
  }

  /// Sends it and fails on any other status.
  Answer expect(int status) {
    var answer = send();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer;
  }

  /// Sends it and fails unless it is refused with this status, in the standard form.
  Answer refused(int status) {
    return send().refused(status);
  }
}
