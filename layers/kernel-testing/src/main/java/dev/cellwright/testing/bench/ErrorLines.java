package dev.cellwright.testing.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Set;

/// Of what functions log, the errors, shortened. Their log and their metrics are a JSON object a
/// line; any other line is somebody else's and passes as it is.
final class ErrorLines extends OutputStream {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ERRORS = Set.of("ERROR", "FATAL");

  private final PrintStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  ErrorLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void write(int each) {
    if (each != '\n') {
      line.write(each);
      return;
    }
    show(line.toString(UTF_8));
    line.reset();
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (var i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void show(String text) {
    if (!text.startsWith("{")) {
      out.println(text);
      return;
    }
    try {
      var entry = JSON.readTree(text);
      if (ERRORS.contains(entry.path("level").asText())) {
        out.println(shortened(entry));
      }
    } catch (JsonProcessingException _) {
      out.println(text);
    }
  }

  private static String shortened(JsonNode entry) {
    var error = entry.path("error").path("message").asText();
    return "%s %s: %s%s"
        .formatted(
            entry.path("level").asText(),
            entry.path("service").asText(),
            entry.path("message").asText(),
            error.isEmpty() ? "" : ": " + error);
  }
}
