package dev.cellwright.testing.tck.openfga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Restriction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A tuple of the suite.
///
/// @param condition its name, or empty
/// @param context a JSON object, or null
record Tuple(
    Named object, String relation, Named subject, String condition, @Nullable String context) {

  /// Whether a node is a tuple, and one that the model knows.
  static boolean isAllowed(JsonNode node, Model model) {
    return Named.of(node.path("object").asText()) != null
        && Named.of(node.path("user").asText()) != null
        && of(node).isAllowedBy(model);
  }

  static Tuple of(JsonNode node) {
    return new Tuple(
        named(node.path("object")),
        node.path("relation").asText(),
        named(node.path("user")),
        node.at("/condition/name").asText(),
        Store.text(node.at("/condition/context")));
  }

  private static Named named(JsonNode text) {
    return Objects.requireNonNull(Named.of(text.asText()), text::asText);
  }

  private boolean isAllowedBy(Model model) {
    return model.types().stream()
        .filter(type -> type.name().equals(object.type()))
        .flatMap(type -> type.relations().stream())
        .filter(each -> each.name().equals(relation))
        .flatMap(each -> each.restrictions().stream())
        .anyMatch(this::isAllowedBy);
  }

  private boolean isAllowedBy(Restriction restriction) {
    return restriction.type().equals(subject.type())
        && restriction.wildcard() == subject.isEverybody()
        && Objects.equals(restriction.relation(), subject.relation())
        && condition.equals(Objects.requireNonNullElse(restriction.condition(), ""));
  }
}
