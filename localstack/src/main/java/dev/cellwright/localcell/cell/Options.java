package dev.cellwright.localcell.cell;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the command line of [Up] says.
record Options(
    Path assembly,
    String product,
    String environment,
    int port,
    @Nullable Path data,
    boolean fresh,
    boolean isolated) {

  private static final Set<String> WITH_VALUE =
      Set.of("--assembly", "--product", "--environment", "--port", "--data");
  private static final Set<String> FLAGS = Set.of("--fresh", "--isolated");

  String cell() {
    return product + "-" + environment;
  }

  /// Where the cell's data is: as said, or `.cell/<cell>` here.
  Path dataDirectory() {
    return data == null ? Path.of(".cell", cell()) : data;
  }

  /// Reads the command line. Throws [CellProblem] for one that makes no sense.
  static Options parse(String... arguments) {
    var values = new HashMap<String, String>();
    for (var i = 0; i < arguments.length; i++) {
      var name = arguments[i];
      if (FLAGS.contains(name)) {
        values.put(name, "");
      } else if (!WITH_VALUE.contains(name)) {
        throw new CellProblem(
            "unknown option "
                + name
                + ": known are --assembly, --product, --environment, --port, --data, --fresh,"
                + " --isolated");
      } else if (i + 1 == arguments.length) {
        throw new CellProblem(name + " needs a value");
      } else {
        i++;
        values.put(name, arguments[i]);
      }
    }
    var data = values.get("--data");
    return new Options(
        Path.of(required(values, "--assembly")),
        required(values, "--product"),
        values.getOrDefault("--environment", "dev"),
        port(values.getOrDefault("--port", "8080")),
        data == null ? null : Path.of(data),
        values.containsKey("--fresh"),
        values.containsKey("--isolated"));
  }

  private static String required(Map<String, String> values, String name) {
    var value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new CellProblem(name + " is missing");
    }
    return value;
  }

  private static int port(String text) {
    try {
      var port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // answered below, like a number that is no port
    }
    throw new CellProblem("--port " + text + " is no port: a number from 0 to 65535");
  }
}
