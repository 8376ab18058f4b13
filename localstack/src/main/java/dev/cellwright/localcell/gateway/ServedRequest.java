package dev.cellwright.localcell.gateway;

import java.time.Instant;

/// A request and how it was answered.
///
/// @param path without tokens
/// @param correlationId what the answer says, or the request id when it says none
public record ServedRequest(
    Instant at,
    String method,
    String path,
    int status,
    double ms,
    String correlationId,
    String traceId) {}
