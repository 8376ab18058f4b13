package dev.cellwright.localcell.gateway;

import java.time.Instant;
import java.util.List;

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
    String traceId) {}
