package dev.cellwright.testing.tck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.VectorCase;
import dev.cellwright.testing.tck.openfga.OpenFgaCases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// Puts published test vectors to the product: one JSON case a line on standard input, one JSON
/// answer a line on standard output. A line that is no case is answered with `{"error"}`. `openfga`
/// takes a file of OpenFGA's cases instead.
public final class Tck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Tck() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    if (arguments.length == 2 && arguments[0].equals("openfga")) {
      var tally = OpenFgaCases.put(Path.of(arguments[1]), System.out);
      // The database's threads would keep the process alive.
      System.exit(tally.failed() == 0 ? 0 : 1);
    }
    var cases = new TreeMap<String, VectorCase>();
    ServiceLoader.load(VectorCase.class).forEach(each -> cases.put(each.name(), each));
    var asked = arguments.length == 1 ? cases.get(arguments[0]) : null;
    if (asked == null) {
      System.err.println(
          "tck: wants one of " + String.join(", ", cases.keySet()) + ", or openfga FILE.yaml");
      System.exit(1);
      return;
    }
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      output.println(answer(asked, line));
    }
  }

  private static String answer(VectorCase asked, String line) {
    try {
      var given = JSON.readTree(line);
      return given.isObject()
          ? JSON.writeValueAsString(asked.answer(given))
          : error("not a JSON object");
    } catch (JsonProcessingException e) {
      return error("not JSON");
    } catch (IllegalArgumentException e) {
      return error(String.valueOf(e.getMessage()));
    }
  }

  private static String error(String message) {
    return JsonNodeFactory.instance.objectNode().put("error", message).toString();
  }
}
