package dev.cellwright.localcell.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// The policy of a resource, which says what an AWS service may do with it.
///
/// What roles may do is decided by their own policies alone.
public record ResourcePolicy(JsonNode document) {

  public static ResourcePolicy of(JsonNode document) {
    return new ResourcePolicy(document);
  }

  /// Whether the service, as `events.amazonaws.com`, may do this.
  public boolean lets(
      String service, String action, String resource, Map<String, String> conditionKeys) {
    return Policy.of(List.of(about(service)))
        .decide(action, resource, conditionKeys)
        .isAllowed();
  }

  /// The statements whose principal is the service or everybody, without their principals.
  private JsonNode about(String service) {
    var about = JsonNodeFactory.instance.objectNode();
    var statements = about.putArray("Statement");
    var written = document.path("Statement");
    for (var each : written.isArray() ? written : JsonNodeFactory.instance.arrayNode().add(written)) {
      if (each instanceof ObjectNode statement && isFor(statement, service)) {
        var bare = statement.deepCopy();
        bare.remove("Principal");
        statements.add(bare);
      }
    }
    return about;
  }

  private static boolean isFor(ObjectNode statement, String service) {
    if (statement.has("NotPrincipal")) {
      throw new IllegalArgumentException("NotPrincipal in a resource's policy is not supported");
    }
    var principal = statement.path("Principal");
    if (principal.asText().equals("*")) {
      return true;
    }
    return Statement.texts(principal.path("Service").isMissingNode() ? none() : principal.path("Service")).contains(service)
        || Statement.texts(principal.path("AWS").isMissingNode() ? none() : principal.path("AWS")).contains("*");
  }

  private static JsonNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
