package dev.cellwright.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;

/// What a smoke test found, in the order in which it tried. Nothing tried is nothing passed.
record Findings(List<Check> checks) {

  static Findings none() {
    return new Findings(List.of());
  }

  Findings with(Check check) {
    return new Findings(Stream.concat(checks.stream(), Stream.of(check)).toList());
  }

  boolean passed() {
    return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
  }

  boolean failed() {
    return checks.stream().anyMatch(check -> !check.passed());
  }

  JsonNode shown() {
    var shown = JsonNodeFactory.instance.objectNode();
    shown.put("status", passed() ? Report.SUCCEEDED : Report.FAILED);
    var list = shown.putArray("checks");
    checks.forEach(check -> list.addObject().put("what", check.what()).put("wrong", check.wrong()));
    return shown;
  }
}
