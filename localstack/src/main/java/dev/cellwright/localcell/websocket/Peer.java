package dev.cellwright.localcell.websocket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a connection, as every event of it tells.
///
/// @param id by which the connection is pushed to
/// @param domainName the host the client asked for
/// @param authorizer what the authorizer said of the client; null where there is none
record Peer(
    String id,
    Instant connectedAt,
    String sourceIp,
    @Nullable String userAgent,
    String domainName,
    @Nullable ObjectNode authorizer) {

  Peer authorized(@Nullable ObjectNode by) {
    return new Peer(id, connectedAt, sourceIp, userAgent, domainName, by);
  }
}
