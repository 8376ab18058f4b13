package dev.cellwright.localcell.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The logical ids a value refers to through `Ref`, `Fn::GetAtt` and `Fn::Sub`.
final class References {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9]+)[.}]");

  private References() {}

  static Set<String> in(JsonNode value) {
    var found = new HashSet<String>();
    collect(value, found);
    return found;
  }

  private static void collect(JsonNode value, Set<String> found) {
    if (value.isObject() && value.size() == 1) {
      var only = value.properties().iterator().next();
      switch (only.getKey()) {
        case "Ref" -> found.add(only.getValue().asText());
        case "Fn::GetAtt" -> found.add(target(only.getValue()));
        case "Fn::Sub" -> {
          var pattern = only.getValue().isArray() ? only.getValue().path(0) : only.getValue();
          VARIABLE.matcher(pattern.asText()).results().forEach(each -> found.add(each.group(1)));
        }
        default -> {}
      }
    }
    value.forEach(each -> collect(each, found));
  }

  private static String target(JsonNode argument) {
    return argument.isArray()
        ? argument.path(0).asText()
        : argument.asText().replaceFirst("\\..*", "");
  }
}
