package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;

/// Where this cell decides (AuthZEN 1.0, 9.1).
///
/// @param policyDecisionPoint the cell's address, without a slash at the end
@Cleared(Clearance.PUBLIC)
record AuthZenConfiguration(
    String policyDecisionPoint, String accessEvaluationEndpoint, String accessEvaluationsEndpoint) {

  static AuthZenConfiguration at(String address) {
    return new AuthZenConfiguration(
        address, address + "/access/v1/evaluation", address + "/access/v1/evaluations");
  }
}
