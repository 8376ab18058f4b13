package dev.cellwright.localcell.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// The statements of all policies that a role has.
public final class Policy {

  private Policy() {}

  /// Reads policy documents whose CloudFormation functions are already resolved. Refuses what it can't enforce.
  public static Policy of(List<JsonNode> policyDocuments) {
    throw new UnsupportedOperationException();
  }

  public Decision decide(String action, String resource, Map<String, String> conditionKeys) {
    throw new UnsupportedOperationException();
  }
}
