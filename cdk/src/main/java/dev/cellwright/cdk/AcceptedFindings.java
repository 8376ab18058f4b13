package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;
import software.constructs.IConstruct;

/// Findings of cdk-nag that a cell lives with, each with its reason.
///
/// Only those with one reason in several places are named here; others stand beside what they
/// concern.
final class AcceptedFindings {
  static final Finding SECRET_NOT_ROTATED =
      new Finding(
          "AwsSolutions-SMG4",
          "Rotate changes it together with what the database knows, when an operator or a schedule of"
              + " theirs says so (docs/operations.md); Secrets Manager has no timer on it.");

  static final Finding NO_QUEUE_FOR_SYNCHRONOUS =
      new Finding(
          "Serverless-LambdaDLQ",
          "Called synchronously only: its caller gets the error, there is no event to keep.");

  static final Finding TRACES_HAVE_NO_ARN =
      new Finding(
          "AwsSolutions-IAM5[Resource::*]",
          "X-Ray has no resource-level permissions for writing traces.");

  private AcceptedFindings() {}

  /// The finding that a policy names a resource by a pattern. cdk-nag tells it from others by the
  /// resource, in which references stand in angle brackets.
  static String wildcard(Construct in, String resource) {
    JsonNode resolved = new ObjectMapper().valueToTree(Stack.of(in).resolve(resource));
    return "AwsSolutions-IAM5[Resource::" + shown(resolved) + "]";
  }

  private static String shown(JsonNode resolved) {
    if (resolved.has("Fn::Join")) {
      return resolved
          .path("Fn::Join")
          .path(1)
          .valueStream()
          .map(AcceptedFindings::shown)
          .collect(Collectors.joining());
    }
    return resolved.has("Ref") ? "<" + resolved.path("Ref").asText() + ">" : resolved.asText();
  }

  /// @param rule id of the rule, with the finding in brackets where the rule tells several apart
  record Finding(String rule, String reason) {}

  static void on(IConstruct construct, Finding... findings) {
    for (var finding : findings) {
      on(construct, finding.rule(), finding.reason());
    }
  }

  static void on(IConstruct construct, String rule, String reason) {
    Validations.of(construct).acknowledge(Acknowledgment.builder().id(rule).reason(reason).build());
  }
}
