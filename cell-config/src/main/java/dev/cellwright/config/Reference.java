package dev.cellwright.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of keys in the reference page, printed from the keys themselves.
public final class Reference {
  private Reference() {}

  /// A Markdown table with a row for each key that a product file can have.
  public static String table() {
    return Stream.of(
            rows("", Product.KEYS),
            rows("pipeline.", Pipeline.KEYS),
            rows("environments.<name>.", Environment.KEYS),
            rows("environments.<name>.database.", Database.KEYS),
            rows("environments.<name>.retention.", Retention.KEYS),
            rows("environments.<name>.rates.", Rates.KEYS),
            rows("environments.<name>.email.", Email.KEYS),
            rows("environments.<name>.push.", Push.KEYS),
            rows("environments.<name>.alarms.", Alarms.KEYS),
            rows("environments.<name>.edge.", Edge.KEYS),
            rows("environments.<name>.services.", Services.KEYS),
            rows("environments.<name>.objectives.", Objectives.KEYS),
            rows("environments.<name>.costs.", Costs.KEYS))
        .flatMap(List::stream)
        .collect(
            Collectors.joining(
                "\n", "| key | allowed | when left out | for |\n|---|---|---|---|\n", "\n"));
  }

  private static List<String> rows(String prefix, List<Key<?>> keys) {
    return keys.stream()
        .map(key ->
            "| `%s%s` | %s | %s | %s |"
                .formatted(
                    prefix,
                    key.name(),
                    key.allowed(),
                    key.isRequired() ? "required" : key.otherwise(),
                    key.says()))
        .toList();
  }
}
