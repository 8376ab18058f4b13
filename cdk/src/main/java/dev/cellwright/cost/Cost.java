package dev.cellwright.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Set;

/// Reckons what a cell costs while nobody uses it: `./cell cost`. Ends with status 1 where that is
/// more than it may, or where something has no price.
public final class Cost {
  private static final String USAGE = "cost: wants --assembly DIR [--limit USD] [--json FILE]";
  private static final Set<String> NAMES = Set.of("--assembly", "--limit", "--json");

  private Cost() {}

  public static void main(String[] arguments) throws IOException {
    var given = new HashMap<String, String>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      given.put(arguments[i], arguments[i + 1]);
    }
    var assembly = given.get("--assembly");
    var limit = given.get("--limit");
    if (arguments.length % 2 != 0
        || assembly == null
        || !NAMES.containsAll(given.keySet())
        || (limit != null && !limit.matches("[0-9]{1,6}(\\.[0-9]{1,2})?"))) {
      System.err.println(USAGE + ", not " + String.join(" ", Arrays.asList(arguments)));
      System.exit(1);
      return;
    }
    try {
      var prices = Prices.read();
      var table =
          new CostTable(
              IdleCost.of(Assembly.read(Path.of(assembly)), prices),
              prices,
              limit == null ? null : Double.valueOf(limit));
      table.print(System.out);
      var json = given.get("--json");
      if (json != null) {
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValue(Path.of(json).toFile(), table.json());
      }
      System.exit(table.holds() ? 0 : 1);
    } catch (NoPrice e) {
      System.err.println("cost: " + e.getMessage());
      System.exit(1);
    }
  }
}
