package dev.cellwright.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/// The table of prices that is kept beside this class.
///
/// @param day when they were looked up
/// @param prices by name
/// @param resources for each type the prices that it has, with how its units are counted
/// @param idle types, and beginnings of types, that cost nothing while idle, with what is paid then
record Prices(
    String day,
    Map<String, Price> prices,
    Map<String, Map<String, Units>> resources,
    Map<String, String> idle) {

  /// @param of what one pays for, each month
  /// @param usd by region
  /// @param seen where the price was looked up: `page`, `secondary` or `no`
  record Price(String of, Map<String, Double> usd, String source, String seen) {
    double in(String region) {
      var price = usd.get(region);
      if (price == null) {
        throw new NoPrice("the table has no price in %s of a %s".formatted(region, of));
      }
      return price;
    }
  }

  static Prices read() {
    try (var table = Prices.class.getResourceAsStream("prices.yaml")) {
      return new ObjectMapper(new YAMLFactory())
          .readValue(Objects.requireNonNull(table), Prices.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the table of prices", e);
    }
  }

  /// The prices of a type, by name: none for one that costs nothing while idle.
  ///
  /// @throws NoPrice for a type that the table doesn't know: it is not free for that
  Map<String, Units> of(String type) {
    var priced = resources.get(type);
    if (priced != null) {
      return priced;
    }
    var service = type.substring(0, Math.max(0, type.lastIndexOf("::")));
    if (idle.containsKey(type) || idle.containsKey(service)) {
      return Map.of();
    }
    throw new NoPrice("the table of prices does not know " + type + ": say there what it costs");
  }

  Price named(String name) {
    return Objects.requireNonNull(prices.get(name), name);
  }
}
