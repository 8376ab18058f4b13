package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  static final List<Finding> SECRET_NOT_ROTATED =
      alike(
          "Rotate changes it together with what the database knows, when an operator or a schedule of"
              + " theirs says so (docs/operations.md); Secrets Manager has no timer on it.",
          "AwsSolutions-SMG4",
          "NIST.800.53.R5-SecretsManagerRotationEnabled");

  static final List<Finding> NO_QUEUE_FOR_SYNCHRONOUS =
      alike(
          "Called synchronously only: its caller gets the error, there is no event to keep.",
          "Serverless-LambdaDLQ",
          "NIST.800.53.R5-LambdaDLQ");

  /// What is so by the design of a cell, wherever in it.
  static final List<Finding> BY_DESIGN =
      List.of(
          new Finding(
              "NIST.800.53.R5-IAMNoInlinePolicy",
              "Each role has one policy that is its own and goes with it; a managed one could be"
                  + " attached to somebody else."),
          new Finding(
              "NIST.800.53.R5-LambdaInsideVPC",
              "The network holds only the database; functions reach it over the Data API, whose"
                  + " every call IAM decides."),
          new Finding(
              "NIST.800.53.R5-LambdaConcurrency",
              "What comes in is bounded where it comes in: by the gateway's throttles, by the"
                  + " queue's concurrency, by CloudFormation's single call. A reserve would take"
                  + " from the account's other functions even when idle."));

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
    if (resolved.has("Fn::GetAtt")) {
      var attribute = resolved.path("Fn::GetAtt");
      return "<" + attribute.path(0).asText() + "." + attribute.path(1).asText() + ">";
    }
    return resolved.has("Ref") ? "<" + resolved.path("Ref").asText() + ">" : resolved.asText();
  }

  /// @param rule id of the rule, with the finding in brackets where the rule tells several apart
  record Finding(String rule, String reason) {}

  /// What several packs find, each under a name of its own.
  static List<Finding> alike(String reason, String... rules) {
    return Stream.of(rules).map(rule -> new Finding(rule, reason)).toList();
  }

  static void on(IConstruct construct, Finding finding) {
    on(construct, List.of(finding));
  }

  /// On the construct and all within it.
  static void on(IConstruct construct, List<Finding> findings) {
    for (var finding : findings) {
      on(construct, finding.rule(), finding.reason());
    }
  }

  static void on(IConstruct construct, String rule, String reason) {
    Validations.of(construct).acknowledge(Acknowledgment.builder().id(rule).reason(reason).build());
  }
}
