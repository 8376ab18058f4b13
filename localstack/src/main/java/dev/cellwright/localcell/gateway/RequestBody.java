package dev.cellwright.localcell.gateway;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Reads what a request carries.
final class RequestBody {

  private static final long MAX_DRAIN = 100L * 1024 * 1024;
  private static final long DRAIN_NANOS = 5_000_000_000L;

  private RequestBody() {}

  /// The body, or null when it is too large. Then it is still read for a while, so that a client
  /// that sends first and reads later finds the answer instead of a closed connection.
  static byte @Nullable [] read(Request request) throws IOException {
    var tooLarge = request.getLength() > Gateway.MAX_REQUEST;
    if (tooLarge && request.getHeaders().contains(HttpHeader.EXPECT)) {
      return null;
    }
    var input = Content.Source.asInputStream(request);
    if (!tooLarge) {
      var body = input.readNBytes(Gateway.MAX_REQUEST + 1);
      if (body.length <= Gateway.MAX_REQUEST) {
        return body;
      }
    }
    drain(input);
    return null;
  }

  private static void drain(InputStream input) throws IOException {
    var until = System.nanoTime() + DRAIN_NANOS;
    var buffer = new byte[64 * 1024];
    var drained = 0L;
    while (drained < MAX_DRAIN && System.nanoTime() - until < 0) {
      var read = input.read(buffer);
      if (read < 0) {
        return;
      }
      drained += read;
    }
  }
}
