package dev.cellwright.localcell.websocket;

import dev.cellwright.localcell.gateway.Header;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.RequestPath;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// A client's wish to connect: its headers and parameters, and the id it gets if it may.
record Handshake(
    Incoming incoming,
    Peer peer,
    Map<String, List<String>> headers,
    Map<String, List<String>> query) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// These end at the gateway.
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "keep-alive", "te", "transfer-encoding", "upgrade");

  /// Throws [RequestPath.Malformed] for parameters that can't be read.
  static Handshake of(Incoming incoming) throws RequestPath.Malformed {
    var host = Objects.requireNonNullElse(Header.last(incoming.headers(), "Host"), "localhost");
    var peer =
        new Peer(
            connectionId(),
            incoming.at(),
            incoming.sourceIp(),
            Header.last(incoming.headers(), "User-Agent"),
            host.replaceFirst(":\\d+$", ""),
            null);
    return new Handshake(
        incoming, peer, forwarded(incoming), RequestPath.query(incoming.rawQuery()));
  }

  Handshake authorized(Peer by) {
    return new Handshake(incoming, by, headers, query);
  }

  /// In AWS's form: base64 that ends in `=`, which must be escaped in a path.
  private static String connectionId() {
    var bytes = new byte[11];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private static Map<String, List<String>> forwarded(Incoming incoming) {
    var forwarded = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var header : incoming.headers()) {
      if (!HOP_BY_HOP.contains(header.name().toLowerCase(Locale.ROOT))) {
        forwarded.computeIfAbsent(header.name(), _ -> new ArrayList<>(1)).add(header.value());
      }
    }
    forwarded.put("X-Forwarded-For", List.of(incoming.sourceIp()));
    forwarded.put("X-Forwarded-Port", List.of(String.valueOf(incoming.port())));
    forwarded.put("X-Forwarded-Proto", List.of("http"));
    forwarded.put("X-Amzn-Trace-Id", List.of("Root=" + incoming.traceId()));
    return forwarded;
  }
}
