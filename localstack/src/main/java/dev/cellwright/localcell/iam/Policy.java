package dev.cellwright.localcell.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The statements of all policies that a role has.
public final class Policy {
  private final List<Statement> statements;

  private Policy(List<Statement> statements) {
    this.statements = statements;
  }

  /// Reads policy documents whose CloudFormation functions are already resolved. Throws
  /// [IllegalArgumentException] for what it can't enforce: a condition operator, a policy variable,
  /// a principal.
  public static Policy of(List<JsonNode> policyDocuments) {
    var statements = new ArrayList<Statement>();
    for (var document : policyDocuments) {
      var written = document.path("Statement");
      if (written.isArray()) {
        written.forEach(each -> statements.add(Statement.of(each)));
      } else {
        statements.add(Statement.of(written));
      }
    }
    return new Policy(List.copyOf(statements));
  }

  /// Everything that the role of this ARN, whose policy it is, may do.
  List<Permission> permissions(String roleArn) {
    return statements.stream()
        .flatMap(statement -> statement.permissions(roleArn).stream())
        .toList();
  }

  /// Decides as IAM does: an applying deny wins over any allow, and what nothing allows is denied.
  public Decision decide(String action, String resource, Map<String, String> conditionKeys) {
    var decision = Decision.DENIED_IMPLICITLY;
    for (var statement : statements) {
      if (statement.applies(action, resource, conditionKeys)) {
        if (!statement.allows()) {
          return Decision.DENIED_EXPLICITLY;
        }
        decision = Decision.ALLOWED;
      }
    }
    return decision;
  }
}
