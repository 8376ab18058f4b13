package dev.cellwright.localcell.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.iam.Decision;
import dev.cellwright.localcell.iam.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a bucket itself says about who may do what: statements with principals.
public final class BucketPolicy {
  static final BucketPolicy NONE = new BucketPolicy(List.of());

  private record Entry(List<String> principals, boolean inverted, Policy policy) {

    boolean isFor(String principal) {
      return principals.stream().anyMatch(each -> covers(each, principal)) != inverted;
    }

    private static boolean covers(String pattern, String principal) {
      return pattern.equals("*")
          || pattern.equals(principal)
          || pattern.endsWith(":root") && account(pattern).equals(account(principal))
          || pattern.matches("\\d{12}") && pattern.equals(account(principal));
    }

    private static String account(String arn) {
      var parts = arn.split(":", -1);
      return parts.length > 4 ? parts[4] : "";
    }
  }

  private final List<Entry> entries;

  private BucketPolicy(List<Entry> entries) {
    this.entries = entries;
  }

  /// Reads a policy document whose CloudFormation functions are resolved. Throws
  /// [IllegalArgumentException] for what it can't enforce.
  public static BucketPolicy of(JsonNode document) {
    var entries = new ArrayList<Entry>();
    var statements = document.path("Statement");
    if (statements.isArray()) {
      statements.forEach(each -> entries.add(entry(each)));
    } else {
      entries.add(entry(statements));
    }
    return new BucketPolicy(List.copyOf(entries));
  }

  private static Entry entry(JsonNode statement) {
    if (!(statement.deepCopy() instanceof ObjectNode rest)) {
      throw new IllegalArgumentException("a bucket policy's statement is no object");
    }
    var inverted = rest.has("NotPrincipal");
    var principal = rest.remove(inverted ? "NotPrincipal" : "Principal");
    if (principal == null) {
      throw new IllegalArgumentException("a bucket policy's statement names no principal");
    }
    var document = JsonNodeFactory.instance.objectNode();
    document.putArray("Statement").add(rest);
    return new Entry(names(principal), inverted, Policy.of(List.of(document)));
  }

  private static List<String> names(JsonNode principal) {
    var names = new ArrayList<String>();
    if (principal.isTextual()) {
      names.add(principal.textValue());
    } else if (principal.isArray() || principal.isObject()) {
      principal.forEach(each -> names.addAll(names(each)));
    } else {
      throw new IllegalArgumentException("a bucket policy's principal is " + principal);
    }
    return names;
  }

  /// What the bucket says to a principal: a role's ARN, or a service such as
  /// `logging.s3.amazonaws.com`.
  Decision decide(
      String principal, String action, String resource, Map<String, String> conditionKeys) {
    var decision = Decision.DENIED_IMPLICITLY;
    for (var entry : entries) {
      if (entry.isFor(principal)) {
        switch (entry.policy().decide(action, resource, conditionKeys)) {
          case DENIED_EXPLICITLY -> {
            return Decision.DENIED_EXPLICITLY;
          }
          case ALLOWED -> decision = Decision.ALLOWED;
          case DENIED_IMPLICITLY -> {}
        }
      }
    }
    return decision;
  }
}
