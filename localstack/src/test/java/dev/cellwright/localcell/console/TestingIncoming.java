package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.Header;
import dev.cellwright.localcell.gateway.Incoming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A request to the console, as somebody at this machine sends it.
final class TestingIncoming {

  private TestingIncoming() {}

  /// @param more names and values of further headers
  static Incoming of(String method, String path, String... more) {
    var headers = new ArrayList<>(List.of(new Header("Host", "127.0.0.1:8080")));
    for (var i = 0; i < more.length; i += 2) {
      headers.add(new Header(more[i], more[i + 1]));
    }
    return new Incoming(
        method, path, "", "HTTP/1.1", headers, "127.0.0.1", 8080, Instant.EPOCH, "id", "1-0-0");
  }
}
