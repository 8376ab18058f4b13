package dev.cellwright.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who calls the cell, with a token or without.
///
/// Bodies are JSON texts, or values to be written as JSON. Headers are pairs of name and value.
public sealed class Caller permits Person {
  private final RunningFunctions functions;
  private final @Nullable String token;

  /// @param token what stands behind `Bearer`; null for nobody
  public Caller(RunningFunctions functions, @Nullable String token) {
    this.functions = functions;
    this.token = token;
  }

  public final Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public final Answer post(String path, @Nullable Object body, String... headers) {
    return send("POST", path, body, headers);
  }

  public final Answer patch(String path, @Nullable Object body, String... headers) {
    return send("PATCH", path, body, headers);
  }

  public final Answer put(String path, @Nullable Object body, String... headers) {
    return send("PUT", path, body, headers);
  }

  public final Answer delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  /// Sends any method. A query stands behind the path's `?`, percent-encoded.
  public final Answer send(String method, String path, @Nullable Object body, String... headers) {
    var parts = path.split("\\?", 2);
    var all = new LinkedHashMap<String, List<String>>();
    if (token != null) {
      all.put("Authorization", List.of("Bearer " + token));
    }
    if (body != null) {
      all.put("Content-Type", List.of("application/json"));
    }
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    return functions.send(
        method, parts[0], parts.length < 2 ? Map.of() : query(parts[1]), all, bytes(body));
  }

  final RunningFunctions functions() {
    return functions;
  }

  private static byte[] bytes(@Nullable Object body) {
    return switch (body) {
      case null -> new byte[0];
      case byte[] raw -> raw;
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      default -> Json.text(body).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static Map<String, List<String>> query(String text) {
    var query = new LinkedHashMap<String, List<String>>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      query
          .computeIfAbsent(decoded(parts[0]), _ -> new ArrayList<>())
          .add(parts.length < 2 ? "" : decoded(parts[1]));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
