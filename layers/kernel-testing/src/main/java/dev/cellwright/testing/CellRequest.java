package dev.cellwright.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests to the HTTP API of a running cell, as tools send them.
public final class CellRequest {
  /// Longer than API Gateway waits for a function.
  private static final Duration PATIENCE = Duration.ofSeconds(35);

  private CellRequest() {}

  /// A request with JSON, or without a body where that is null.
  ///
  /// @param headers beside the content type
  public static HttpRequest of(
      URI cell, String method, String path, @Nullable String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(cell.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }
}
