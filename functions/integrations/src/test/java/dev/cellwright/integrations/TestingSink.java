package dev.cellwright.integrations;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A receiver of webhooks on this machine, as well or badly behaved as a test wants it.
final class TestingSink implements AutoCloseable {

  /// A request that came in.
  record Got(String line, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// What the sink does with a request; the connection is closed after it.
  @FunctionalInterface
  interface Manners {
    void answer(Got got, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile Manners manners;

  TestingSink(Manners manners) {
    this.manners = manners;
    try {
      server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// Answers each request with a status and a text.
  static TestingSink answering(int status, String body, String... headers) {
    return new TestingSink(with(status, body, headers));
  }

  static Manners with(int status, String body, String... headers) {
    return (_, socket) -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      var head =
          new StringBuilder(
              "HTTP/1.1 " + status + " Said\r\nContent-Length: " + bytes.length + "\r\n");
      for (var header : headers) {
        head.append(header).append("\r\n");
      }
      var out = socket.getOutputStream();
      out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes);
      out.flush();
    };
  }

  /// Whatever is to be sent, byte by byte.
  static Manners raw(byte[] bytes) {
    return (_, socket) -> {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    };
  }

  void behave(Manners other) {
    manners = other;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/in";
  }

  int port() {
    return server.getLocalPort();
  }

  List<Got> got() {
    return List.copyOf(got);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // It was closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var request = read(new BufferedInputStream(socket.getInputStream()));
      got.add(request);
      manners.answer(request, socket);
    } catch (IOException | InterruptedException _) {
      // The caller hung up, as some of these tests want it to.
    }
  }

  private static Got read(InputStream in) throws IOException {
    var line = line(in);
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var parts = header.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Got(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
