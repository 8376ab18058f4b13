package dev.cellwright.kernel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The network address that a request came from.
///
/// Behind the cell's edge, API Gateway's peer is the edge. CloudFront adds the address it was asked
/// from to `X-Forwarded-For`, and API Gateway the edge's: the last but one is the client's, and
/// whatever stands before is what the client says. That is believed on the one host name to which
/// nobody but the edge gets through.
///
/// @param edgeOrigin that host name, or null where there is no edge
record ClientAddress(JsonNode event, @Nullable String edgeOrigin) {

  String text() {
    var peer = event.path("requestContext").path("identity").path("sourceIp").asText("");
    if (!event.path("requestContext").path("domainName").asText().equals(edgeOrigin)) {
      return peer;
    }
    var hops = forwarded().split(",", -1);
    return hops.length >= 2 && hops[hops.length - 1].strip().equals(peer)
        ? hops[hops.length - 2].strip()
        : peer;
  }

  private String forwarded() {
    return event.path("multiValueHeaders").properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("X-Forwarded-For"))
        .flatMap(header -> header.getValue().valueStream())
        .flatMap(value -> Arrays.stream(value.asText().split(",", -1)))
        .collect(Collectors.joining(","));
  }
}
