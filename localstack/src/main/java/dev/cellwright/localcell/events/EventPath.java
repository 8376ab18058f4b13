package dev.cellwright.localcell.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A path into an event, as `$.detail.items[0].id`: the part of JSONPath that EventBridge knows.
record EventPath(List<String> steps) {
  private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z0-9_@#/=-]+|\\[\\d{1,5}])*");
  private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_@#/=-]+)|\\[(\\d+)]");

  static EventPath of(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is no path that EventBridge knows");
    }
    var steps = new ArrayList<String>();
    STEP.matcher(text)
        .results()
        .forEach(each -> steps.add(each.group(1) == null ? each.group(2) : each.group(1)));
    return new EventPath(List.copyOf(steps));
  }

  static boolean isOne(String text) {
    return text.startsWith("$");
  }

  /// What it leads to; a missing node where it leads nowhere.
  JsonNode in(JsonNode event) {
    var at = event;
    for (var step : steps) {
      at = at.isArray() ? at.path(index(step)) : at.path(step);
    }
    return at;
  }

  private static int index(String step) {
    return step.chars().allMatch(Character::isDigit) ? Integer.parseInt(step) : -1;
  }
}
