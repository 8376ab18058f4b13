package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CellDatabaseTest {

  @Test
  void developmentPausesAndProductionHasTwoInstances() {
    assertThat(cluster("acme-dev").path("ServerlessV2ScalingConfiguration").toString())
        .isEqualTo("{\"MaxCapacity\":2,\"MinCapacity\":0,\"SecondsUntilAutoPause\":300}");
    assertThat(instances("acme-dev")).isEqualTo(1);
    assertThat(cluster("acme-prod").path("ServerlessV2ScalingConfiguration").toString())
        .isEqualTo("{\"MaxCapacity\":32,\"MinCapacity\":1}");
    assertThat(instances("acme-prod")).isEqualTo(2);
  }

  @Test
  void itIsReachedOverTheDataApiAndFromTheMigrationFunctionOnly() {
    var data = TestingCells.of("acme-dev", "data");

    assertThat(cluster("acme-dev").path("EnableHttpEndpoint").asBoolean()).isTrue();
    assertThat(cluster("acme-dev").path("EnableIAMDatabaseAuthentication").asBoolean()).isTrue();
    assertThat(Templates.all(data).map(Templates.Resource::type))
        .doesNotContain(
            "AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::EC2::VPCEndpoint");
    assertThatObject(Templates.resource(data, "AWS::EC2::SecurityGroupIngress").properties())
        .returns(5433, rule -> rule.path("FromPort").asInt())
        .returns(5433, rule -> rule.path("ToPort").asInt())
        .satisfies(rule ->
            assertThat(rule.path("SourceSecurityGroupId").toString())
                .contains("MigrationSecurityGroup"));
    assertThat(
            Templates.resources(data, "AWS::RDS::DBInstance")
                .getFirst()
                .properties()
                .path("PubliclyAccessible")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void itIsEncryptedBackedUpAndProtected() {
    var production = cluster("acme-prod");

    assertThat(production.path("StorageEncrypted").asBoolean()).isTrue();
    assertThat(production.path("KmsKeyId").toString()).contains("KeysData");
    assertThat(production.path("BackupRetentionPeriod").asInt()).isEqualTo(35);
    assertThat(production.path("DeletionProtection").asBoolean()).isTrue();
  }

  @Test
  void itIsAReleaseInWhichStatisticsDontTellOfHiddenRows() {
    var version = cluster("acme-dev").path("EngineVersion").asText().split("\\.", -1);

    assertThat(version[0]).isEqualTo("17");
    assertThat(Integer.parseInt(version[1])).isGreaterThanOrEqualTo(6);
  }

  @Test
  void eachModuleAndTheRelayHaveASecretOfTheirOwnAndTheContextKeyIsLongEnough() throws IOException {
    var secrets =
        Templates.resources(TestingCells.of("acme-dev", "data"), "AWS::SecretsManager::Secret");

    assertThat(secrets)
        .extracting(secret -> secret.properties().path("Name").asText())
        .containsExactlyInAnyOrder(
            "acme-crm-dev/database/master",
            "acme-crm-dev/database/m_identity",
            "acme-crm-dev/database/m_notifications",
            "acme-crm-dev/database/m_operations",
            "acme-crm-dev/database/m_relay",
            "acme-crm-dev/database/m_tasks",
            "acme-crm-dev/context-key",
            "acme-crm-dev/synthetic-tenant");
    for (var secret : secrets) {
      var generated = secret.properties().path("GenerateSecretString");
      var template = new ObjectMapper().readTree(generated.path("SecretStringTemplate").asText());
      assertThat(template.isObject()).isTrue();
      if (generated.path("GenerateStringKey").asText().equals("key")) {
        assertThat(template.path("kid").asText()).isEqualTo("1");
        assertThat(generated.path("PasswordLength").asInt()).isEqualTo(64);
      }
    }
  }

  private static JsonNode cluster(String cell) {
    return Templates.resource(TestingCells.of(cell, "data"), "AWS::RDS::DBCluster").properties();
  }

  private static int instances(String cell) {
    return Templates.resources(TestingCells.of(cell, "data"), "AWS::RDS::DBInstance").size();
  }
}
