package dev.cellwright.localcell.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One statement of a policy: allow or deny, which actions, on what, on which conditions.
record Statement(boolean allows, Match actions, Match resources, List<Condition> conditions) {
  private static final Set<String> MEMBERS =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

  /// Patterns, one of which has to match; or none of them when inverted.
  record Match(List<Wildcard> patterns, boolean inverted) {
    boolean matches(String text) {
      return patterns.stream().anyMatch(pattern -> pattern.matches(text)) != inverted;
    }
  }

  static Statement of(JsonNode node) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!MEMBERS.contains(name)) {
            throw new IllegalArgumentException("policy statement has unknown member " + name);
          }
        });
    return new Statement(
        effect(node.path("Effect").asText()),
        match(node, "Action", "NotAction", true),
        match(node, "Resource", "NotResource", false),
        Condition.of(node.path("Condition")));
  }

  private static boolean effect(String effect) {
    return switch (effect) {
      case "Allow" -> true;
      case "Deny" -> false;
      default -> throw new IllegalArgumentException("policy statement has Effect " + effect);
    };
  }

  private static Match match(JsonNode node, String name, String inverse, boolean lowerCase) {
    if (node.has(name) == node.has(inverse)) {
      throw new IllegalArgumentException(
          "policy statement needs either %s or %s".formatted(name, inverse));
    }
    var patterns = new ArrayList<Wildcard>();
    for (var text : texts(node.path(node.has(name) ? name : inverse))) {
      if (text.contains("${")) {
        throw new IllegalArgumentException("policy variables are not supported: " + text);
      }
      patterns.add(new Wildcard(lowerCase ? text.toLowerCase(Locale.ROOT) : text));
    }
    return new Match(List.copyOf(patterns), node.has(inverse));
  }

  /// Each action that it allows, on each resource.
  List<Permission> permissions(String roleArn) {
    if (!allows) {
      return List.of();
    }
    var permissions = new ArrayList<Permission>();
    for (var action : actions.patterns()) {
      if (resources.inverted()) {
        permissions.add(
            new Permission(roleArn, action.pattern(), "not " + texts(resources.patterns())));
      } else {
        resources
            .patterns()
            .forEach(
                each -> permissions.add(new Permission(roleArn, action.pattern(), each.pattern())));
      }
    }
    return permissions;
  }

  private static String texts(List<Wildcard> patterns) {
    return String.join(" ", patterns.stream().map(Wildcard::pattern).toList());
  }

  /// A text or a list of texts; anything else means that a function of the template is not
  /// resolved.
  static List<String> texts(JsonNode node) {
    if (node.isArray()) {
      var texts = new ArrayList<String>();
      node.forEach(each -> texts.addAll(texts(each)));
      return texts;
    }
    if (!node.isValueNode() || node.isNull()) {
      throw new IllegalArgumentException("policy wants text, got " + node);
    }
    return List.of(node.asText());
  }

  boolean applies(String action, String resource, Map<String, String> conditionKeys) {
    return actions.matches(action.toLowerCase(Locale.ROOT))
        && resources.matches(resource)
        && conditions.stream().allMatch(condition -> condition.holds(conditionKeys));
  }
}
