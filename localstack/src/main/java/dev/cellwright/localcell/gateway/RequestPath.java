package dev.cellwright.localcell.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes apart a request's path and query as they were sent, strictly: a broken escape or encoding
/// is a [Malformed].
public final class RequestPath {

  /// A request target that means nothing.
  public static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private RequestPath() {}

  /// The decoded segments of a path; a slash that was escaped stays inside its segment.
  public static List<String> segments(String rawPath) throws Malformed {
    if (!rawPath.startsWith("/")) {
      throw new Malformed("the path begins with a slash");
    }
    var segments = new ArrayList<String>();
    for (var raw : rawPath.substring(1).split("/", -1)) {
      var segment = decode(raw, false);
      if (segment.equals(".") || segment.equals("..")) {
        throw new Malformed("the path holds a dot segment");
      }
      segments.add(segment);
    }
    return segments;
  }

  /// The decoded parameters of a query, in their order.
  public static Map<String, List<String>> query(String rawQuery) throws Malformed {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (var pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        var equals = pair.indexOf('=');
        var name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
        var value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
        parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
      }
    }
    return parameters;
  }

  private static String decode(String raw, boolean plusIsSpace) throws Malformed {
    var bytes = new ByteArrayOutputStream(raw.length());
    var sent = raw.getBytes(UTF_8);
    for (var i = 0; i < sent.length; i++) {
      if (sent[i] == '%') {
        if (i + 2 >= sent.length) {
          throw new Malformed("an escape is cut off");
        }
        bytes.write(hex(sent[i + 1]) * 16 + hex(sent[i + 2]));
        i += 2;
      } else {
        bytes.write(plusIsSpace && sent[i] == '+' ? ' ' : sent[i]);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException _) {
      throw new Malformed("an escape is not UTF-8");
    }
  }

  private static int hex(byte digit) throws Malformed {
    var value = Character.digit(digit, 16);
    if (value < 0) {
      throw new Malformed("an escape is not two hexadecimal digits");
    }
    return value;
  }
}
