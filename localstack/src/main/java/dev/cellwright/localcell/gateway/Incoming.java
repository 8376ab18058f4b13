package dev.cellwright.localcell.gateway;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// A request as it was sent, before anything is made of it.
///
/// @param rawPath still escaped
/// @param rawQuery still escaped, empty when there is none
/// @param requestId ours, a UUID
/// @param traceId the `Root` of the trace this request begins
public record Incoming(
    String method,
    String rawPath,
    String rawQuery,
    String protocol,
    List<Header> headers,
    String sourceIp,
    int port,
    Instant at,
    String requestId,
    String traceId) {

  private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /// The id the client gave, if it is one, else the request's own.
  public String correlationId() {
    var given = Header.last(headers, "X-Correlation-Id");
    return given != null && CORRELATION_ID.matcher(given).matches() ? given : requestId;
  }
}
