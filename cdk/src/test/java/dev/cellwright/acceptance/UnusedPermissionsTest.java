package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A permission that no function used in a whole run of these tests is one too many, or a test too
/// few. It is the last class to run (`junit-platform.properties`), and judges what all others did:
/// run alone, it fails.
@Order(Integer.MAX_VALUE)
class UnusedPermissionsTest {

  /// Why a permission may be left unused here.
  ///
  /// @param role what the role's name holds; nothing for every role
  /// @param resource what the resource's name holds; nothing for every resource
  private record Accepted(String role, String action, String resource, String reason) {
    boolean covers(JsonNode permission) {
      return permission.path("role").asText().contains(role)
          && permission.path("action").asText().equalsIgnoreCase(action)
          && permission.path("resource").asText().contains(resource);
    }
  }

  private static final List<Accepted> ACCEPTED =
      Stream.of(
              because("logs are a file of the local cell")
                  .of("", "logs:CreateLogStream", "logs:PutLogEvents"),
              because("nobody collects traces on a laptop")
                  .of("", "xray:PutTraceSegments", "xray:PutTelemetryRecords"),
              because("Lambda makes interfaces, and there is no network here")
                  .of(
                      "MigrationsMigrate",
                      "ec2:AssignPrivateIpAddresses",
                      "ec2:CreateNetworkInterface",
                      "ec2:DeleteNetworkInterface",
                      "ec2:DescribeNetworkInterfaces",
                      "ec2:DescribeSubnets",
                      "ec2:UnassignPrivateIpAddresses"),
              because("a local PostgreSQL can't check IAM; the host hands in a password")
                  .of("MigrationsMigrate", "rds-db:connect"),
              because("nobody rolls out on a laptop; what is signed for it is said on its page")
                  .of("Smoke", "codedeploy:PutLifecycleEventHookExecutionStatus"),
              because("only for a message that fails, or is early, or can never be dealt with")
                  .of("Behind", "sqs:ChangeMessageVisibility", "sqs:SendMessage"),
              because("only for more events than one turn carries, or for a turn that fails")
                  .of("relay-Function", "sqs:ChangeMessageVisibility", "sqs:SendMessage"),
              because("only for an upload that breaks").of("audit", "s3:AbortMultipartUpload"),
              because("large exports and the archive of past months are tried by the module itself")
                  .of(
                      "audit",
                      "kms:GenerateDataKey",
                      "s3:GetObject",
                      "s3:ListBucket",
                      "s3:PutObject"),
              because("a provider's callbacks are tried by the module itself, with its own secrets")
                  .of("integrations-Function", "secretsmanager:GetSecretValue on provider-secrets"),
              because("devices that come, go and fail are tried by the module itself")
                  .of(
                      "notifications-Behind",
                      "sns:DeleteEndpoint",
                      "sns:Publish",
                      "sns:SetEndpointAttributes"),
              because("pushes to open connections are tried by the module itself")
                  .of("notifications", "execute-api:ManageConnections"),
              because("open connections are tried by the module itself; here a stranger is refused")
                  .of(
                      "notifications-Sockets",
                      "kms:Decrypt",
                      "kms:GetPublicKey",
                      "rds-data:ExecuteStatement",
                      "secretsmanager:GetSecretValue",
                      "sqs:SendMessage"))
          .flatMap(List::stream)
          .toList();

  private record Reason(String text) {
    /// @param permissions each an action, or `action on` a part of the resource's name
    List<Accepted> of(String role, String... permissions) {
      return Stream.of(permissions)
          .map(each -> (each + " on ").split(" on ", -1))
          .map(each -> new Accepted(role, each[0], each[1], text))
          .toList();
    }
  }

  private static Reason because(String text) {
    return new Reason(text);
  }

  @Test
  void everyPermissionOfAFunctionIsUsedOrHasAReason() {
    assertThat(permissions())
        .filteredOn(each -> !each.path("used").asBoolean())
        .filteredOn(each -> ACCEPTED.stream().noneMatch(one -> one.covers(each)))
        .isEmpty();
  }

  @Test
  void mostPermissionsWereUsedInThisRun() {
    var held = permissions();

    assertThat(held).filteredOn(each -> each.path("used").asBoolean()).hasSizeGreaterThan(80);
  }

  @Test
  void everyReasonIsForAPermissionThatSomebodyHas() {
    var held = permissions();

    assertThat(ACCEPTED).allMatch(each -> held.stream().anyMatch(each::covers));
  }

  private static List<JsonNode> permissions() {
    return TestedCell.anybody().get("/_cell/permissions").expect(200).json().valueStream().toList();
  }
}
