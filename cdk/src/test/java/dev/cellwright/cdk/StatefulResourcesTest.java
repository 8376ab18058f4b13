package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// A changed logical id means another resource: for these, the old one's content would be gone.
class StatefulResourcesTest {
  private static final Set<String> STATEFUL =
      Set.of(
          "AWS::EC2::VPC",
          "AWS::KMS::Key",
          "AWS::RDS::DBCluster",
          "AWS::RDS::DBInstance",
          "AWS::RDS::DBSubnetGroup",
          "AWS::S3::Bucket",
          "AWS::SecretsManager::Secret");

  @Test
  void theLogicalIdsOfStatefulResourcesStay() {
    var ids =
        Templates.all(TestingCells.of("acme-prod", "data"))
            .filter(resource -> STATEFUL.contains(resource.type()))
            .map(Templates.Resource::id);

    assertThat(ids)
        .containsExactlyInAnyOrder(
            "DatabaseCluster5B53A178",
            "DatabaseClusterSubnets5540150D",
            "DatabaseClusterreader1C6FAB37D",
            "DatabaseClusterwriterF225C73E",
            "DatabaseMaster5784D55C",
            "ExportsBucket54D5CE64",
            "KeysDataA2F7C5E6",
            "KeysSeals5A99BE72",
            "KeysTokens8707A27B",
            "NetworkVpc7FB7348F",
            "OriginSecretNumber198233434",
            "RolesContextKey4CA6EDC6",
            "RolesRolemidentity98E69E6F",
            "RolesRolemnotifications02D11981",
            "RolesRolemoperationsFE89E641",
            "RolesRolemrelay9162AC6A",
            "RolesRolemtasksF759FC2F",
            "SealsBucketE93CAD23",
            "SyntheticCredentialsCDB3E3D3");
  }

  @Test
  void whatTheSecurityTeamReadsStaysToo() {
    assertThat(
            Templates.all(TestingCells.of("acme-prod", "security"))
                .filter(resource -> STATEFUL.contains(resource.type()))
                .map(Templates.Resource::id))
        .containsExactlyInAnyOrder(
            "AuditFilesBucketD5797C97", "AuditKey44C41659", "AuditQueriesResults23793138");
  }

  @Test
  void statefulResourcesLiveInTheDataStackOnlyButForTheSecurityTeamsAndTheKeyOfLogsFarAway() {
    TestingCells.of("acme-prod")
        .forEach((stack, template) -> {
          if (stack.equals("edge")) {
            assertThat(
                    Templates.all(template)
                        .map(Templates.Resource::type)
                        .filter(STATEFUL::contains))
                .containsExactly("AWS::KMS::Key");
          } else if (!stack.equals("data") && !stack.equals("security")) {
            assertThat(Templates.all(template).map(Templates.Resource::type))
                .as(stack)
                .doesNotContainAnyElementsOf(STATEFUL);
          }
        });
  }

  @Test
  void keysBucketsAndTheDatabaseOutliveTheirStack() {
    var data = TestingCells.of("acme-dev", "data");

    assertThat(Templates.resources(data, "AWS::KMS::Key"))
        .allMatch(key -> key.body().path("DeletionPolicy").asText().equals("Retain"));
    assertThat(Templates.resources(data, "AWS::S3::Bucket"))
        .hasSize(2)
        .allMatch(bucket -> bucket.body().path("DeletionPolicy").asText().equals("Retain"));
    assertThat(
            Templates.resource(data, "AWS::RDS::DBCluster").body().path("DeletionPolicy").asText())
        .isEqualTo("Snapshot");
  }

  @Test
  void keysThatEncryptRotateThemselvesAndThoseThatSignAreTheCellsToRotate() {
    var keys = Templates.resources(TestingCells.of("acme-prod", "data"), "AWS::KMS::Key");

    assertThat(keys).hasSize(3);
    for (var key : keys) {
      var properties = key.properties();
      if (properties.path("KeyUsage").asText("ENCRYPT_DECRYPT").equals("ENCRYPT_DECRYPT")) {
        assertThat(properties.path("EnableKeyRotation").asBoolean()).as(key.id()).isTrue();
      } else {
        assertThat(properties.has("EnableKeyRotation")).as(key.id()).isFalse();
        assertThat(properties.path("Tags").toString())
            .as(key.id())
            .contains("{\"Key\":\"cell\",\"Value\":\"acme-crm-prod\"}");
      }
    }
  }
}
