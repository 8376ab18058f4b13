package dev.cellwright.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// HTTP as it goes over the wire, for requests that no client library sends.
final class RawHttp {
  private static final int PATIENCE_MILLIS = 30_000;

  private RawHttp() {}

  /// Sends text, in which each line feed stands for a carriage return and a line feed, and reads
  /// one answer.
  static Answer send(URI cell, String request) throws IOException {
    return send(cell, request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  static Answer send(URI cell, byte[] request) throws IOException {
    try (var socket = new Socket("127.0.0.1", cell.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return read(new String(request, ISO_8859_1).lines().findFirst().orElse(""), socket);
    }
  }

  private static Answer read(String requestLine, Socket socket) throws IOException {
    var input = socket.getInputStream();
    var head = head(input).split("\r\n", -1);
    var status = head[0].split(" ", 3);
    if (status.length < 2 || !status[1].matches("\\d{3}")) {
      throw new IOException(requestLine + " -> no status line: " + head[0]);
    }
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var i = 1; i < head.length; i++) {
      var colon = head[i].indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                head[i].substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(head[i].substring(colon + 1).strip());
      }
    }
    var length = headers.getOrDefault("content-length", List.of("")).getFirst();
    var noBody = requestLine.startsWith("HEAD ") || status[1].equals("204");
    var body =
        noBody
            ? new byte[0]
            : length.isEmpty() ? input.readAllBytes() : input.readNBytes(Integer.parseInt(length));
    return new Answer(requestLine, Integer.parseInt(status[1]), headers, body);
  }

  private static String head(InputStream input) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var next = input.read(); next >= 0; next = input.read()) {
      bytes.write(next);
      if (next == '\n' && bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        break;
      }
    }
    return bytes.toString(ISO_8859_1).strip();
  }
}
