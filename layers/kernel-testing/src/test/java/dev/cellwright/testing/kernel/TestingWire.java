package dev.cellwright.testing.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A wire to AWS that can go wrong in ways that a service can't: an answer is lost after the work
/// was done, or a database is only just waking up.
final class TestingWire implements AutoCloseable {

  /// What happens to one call.
  enum Mishap {
    /// The call arrives and is carried out; its answer never comes.
    ANSWER_LOST,
    /// The call is answered by `DatabaseResumingException` and never arrives.
    RESUMING
  }

  private final ServerSocket server;
  private final URI behind;
  private final Queue<Mishap> mishaps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();

  private TestingWire(ServerSocket server, URI behind) {
    this.server = server;
    this.behind = behind;
  }

  static TestingWire to(String endpoint) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    var wire = new TestingWire(server, URI.create(endpoint));
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  /// Lets the next calls go wrong, in this order.
  void next(Mishap... coming) {
    mishaps.addAll(java.util.List.of(coming));
  }

  /// How many calls were tried.
  int calls() {
    return calls.get();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> carry(client));
      } catch (IOException e) {
        return; // the wire is closed
      }
    }
  }

  /// One call on each connection: its bytes, then the answer's, or none.
  private void carry(Socket client) {
    try (client) {
      var request = read(client.getInputStream());
      if (request == null) {
        return;
      }
      calls.incrementAndGet();
      switch (mishaps.poll()) {
        case RESUMING -> client.getOutputStream().write(resuming());
        case ANSWER_LOST -> forward(request);
        case null -> client.getOutputStream().write(forward(request));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private byte[] forward(byte[] request) throws IOException {
    try (var socket = new Socket(behind.getHost(), behind.getPort())) {
      socket.getOutputStream().write(request);
      return socket.getInputStream().readAllBytes();
    }
  }

  /// A request with its body, asking for the connection to be closed behind it.
  private static byte @Nullable [] read(InputStream input) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = input.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
    }
    var text = head.toString(StandardCharsets.ISO_8859_1);
    var lower = text.toLowerCase(Locale.ROOT);
    var start = lower.indexOf("content-length:") + "content-length:".length();
    var length = Integer.parseInt(text.substring(start, text.indexOf('\r', start)).strip());
    var request = new ByteArrayOutputStream();
    request.writeBytes(
        text.replaceAll("(?i)Connection:[^\r]*", "Connection: close")
            .getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(input.readNBytes(length));
    return request.toByteArray();
  }

  private static byte[] resuming() {
    var body = "{\"message\": \"The database is resuming.\"}";
    return """
    HTTP/1.1 400 Bad Request\r
    Content-Type: application/json\r
    x-amzn-ErrorType: DatabaseResumingException\r
    Content-Length: %d\r
    Connection: close\r
    \r
    %s\
    """
        .formatted(body.length(), body)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
