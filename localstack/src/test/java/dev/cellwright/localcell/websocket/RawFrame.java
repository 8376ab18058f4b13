package dev.cellwright.localcell.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/// Sends one frame of any size, which Java's client would part.
final class RawFrame {
  private static final int FINAL_TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int MASKED_LONG = 0xff;

  private RawFrame() {}

  /// The status with which the connection is closed for a text frame of this many bytes.
  static int closeStatus(URI cell, int bytes) throws IOException {
    try (var socket = new Socket("127.0.0.1", cell.getPort())) {
      socket.setSoTimeout(20_000);
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      out.write(
          """
          GET /ws?token=anna HTTP/1.1\r
          Host: 127.0.0.1\r
          Connection: Upgrade\r
          Upgrade: websocket\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
          \r
          """
              .getBytes(ISO_8859_1));
      var answer = new StringBuilder();
      while (answer.indexOf("\r\n\r\n") < 0) {
        answer.append((char) in.readUnsignedByte());
      }
      if (!answer.toString().startsWith("HTTP/1.1 101")) {
        throw new AssertionError(answer);
      }
      out.write(FINAL_TEXT);
      out.write(MASKED_LONG);
      out.writeLong(bytes);
      out.writeInt(0); // a mask that changes nothing
      out.write("x".repeat(bytes).getBytes(ISO_8859_1));
      if (in.readUnsignedByte() != CLOSE || in.readUnsignedByte() < 2) {
        throw new AssertionError("no close frame with a status");
      }
      return in.readUnsignedShort();
    }
  }
}
