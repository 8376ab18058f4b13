package dev.cellwright.kernel.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request as the gateway hands it over, before anything of it is believed.
///
/// @param gatewayAddress the URL below which the gateway was asked, without a slash at the end
/// @param path from the root, still percent-encoded where the gateway left it so
/// @param headers by name, whatever its case
/// @param query every parameter with all its values, decoded
/// @param sourceAddress of the client, as the gateway or the edge before it saw it
/// @param deadline when the sandbox gives up, by the real clock
public record HttpRequest(
    String method,
    String gatewayAddress,
    String path,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    byte[] body,
    String sourceAddress,
    String gatewayRequestId,
    Instant deadline) {

  public HttpRequest {
    var byName = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  /// The header's only value; null where it is absent. Of several, the last.
  public @Nullable String header(String name) {
    var values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.getLast();
  }

  /// Whether the body is empty, or blank.
  boolean hasNoBody() {
    return new String(body, StandardCharsets.UTF_8).isBlank();
  }

  /// Whether the body is an object without members, as many clients send it for want of a body.
  boolean isEmptyObject() {
    return new String(body, StandardCharsets.UTF_8).strip().equals("{}");
  }

  /// The media type without parameters, in lower case; empty where there is none.
  String mediaType() {
    var type = header("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
