package dev.cellwright.localcell.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log of all functions: every line in a file, warnings and errors shortened for the console
/// too, the same one at most once a minute.
public final class FunctionLog implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> LOUD = Set.of("WARN", "ERROR", "FATAL");
  private static final int SHORT = 200;
  private static final long QUIET_NANOS = 60_000_000_000L;
  private static final int REMEMBERED = 1_000;

  private final OutputStream file;
  private final Consumer<String> console;
  private final Map<String, Long> shown =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  public FunctionLog(Path file, Consumer<String> console) throws IOException {
    // Not a channel: an interrupted function that prints would close it for everybody.
    this.file = new FileOutputStream(file.toFile(), true);
    this.console = console;
  }

  /// Where one function's output goes, line by line.
  public OutputStream of(String function) {
    return new Lines(function);
  }

  /// Writes what went wrong in full, and says it in short on the console.
  public void complain(String function, String shortly, String fully) {
    append(fully);
    show(function + " " + cut(shortly));
  }

  void write(String function, String line) {
    append(line);
    var loud = shortened(line);
    if (loud != null) {
      show(function + " " + loud);
    }
  }

  private void show(String line) {
    var now = System.nanoTime();
    synchronized (shown) {
      var last = shown.get(line);
      if (last != null && now - last < QUIET_NANOS) {
        return;
      }
      shown.put(line, now);
    }
    console.accept(line);
  }

  private void append(String line) {
    try {
      synchronized (file) {
        file.write((line + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      console.accept("can't write the functions' log: " + e.getMessage());
    }
  }

  /// The line as the console shows it, or null when it is not loud enough.
  private static @Nullable String shortened(String line) {
    if (!line.startsWith("{")) {
      return null;
    }
    JsonNode entry;
    try {
      entry = JSON.readTree(line);
    } catch (JsonProcessingException _) {
      return null;
    }
    var level = entry.path("level").asText().toUpperCase(Locale.ROOT);
    if (!LOUD.contains(level)) {
      return null;
    }
    var message = entry.path("message").asText();
    var error = entry.path("error").path("message").asText();
    return cut(level + " " + message + (error.isEmpty() ? "" : ": " + error));
  }

  private static String cut(String text) {
    return text.length() > SHORT ? text.substring(0, SHORT) + "…" : text;
  }

  @Override
  public void close() throws IOException {
    synchronized (file) {
      file.close();
    }
  }

  private final class Lines extends OutputStream {

    private final String function;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(String function) {
      this.function = function;
    }

    @Override
    public synchronized void write(int each) {
      if (each == '\n') {
        FunctionLog.this.write(function, line.toString(UTF_8));
        line.reset();
      } else if (each != '\r') {
        line.write(each);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      for (var i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }
}
