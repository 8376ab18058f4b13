package dev.cellwright.localcell.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The policy of a resource, which says what an AWS service may do with it.
///
/// What roles may do is decided by their own policies alone.
public record ResourcePolicy(JsonNode document) {

  /// Throws [IllegalArgumentException] for what can't be enforced here.
  public static ResourcePolicy of(JsonNode document) {
    var policy = new ResourcePolicy(document);
    Policy.of(List.of(policy.statements(_ -> true)));
    return policy;
  }

  /// Whether the service, as `events.amazonaws.com`, may do this.
  public boolean lets(
      String service, String action, String resource, Map<String, String> conditionKeys) {
    return Policy.of(List.of(statements(each -> isFor(each, service))))
        .decide(action, resource, conditionKeys)
        .isAllowed();
  }

  /// Some of the statements, without their principals.
  private JsonNode statements(Predicate<ObjectNode> some) {
    var bare = JsonNodeFactory.instance.objectNode();
    var statements = bare.putArray("Statement");
    var written = document.path("Statement");
    for (var each :
        written.isArray() ? written : JsonNodeFactory.instance.arrayNode().add(written)) {
      if (each instanceof ObjectNode statement && some.test(statement)) {
        statements.add(statement.deepCopy().<ObjectNode>without("Principal"));
      }
    }
    return bare;
  }

  /// Whether its principal is the service or everybody.
  private static boolean isFor(ObjectNode statement, String service) {
    var principal = statement.path("Principal");
    if (principal.asText().equals("*")) {
      return true;
    }
    return has(principal.path("Service"), service) || has(principal.path("AWS"), "*");
  }

  private static boolean has(JsonNode names, String name) {
    return !names.isMissingNode() && Statement.texts(names).contains(name);
  }
}
