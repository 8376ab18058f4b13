package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellMailTest {

  @Test
  void theSendersHostNameIsAnIdentityOfTheCell() {
    assertThat(identity("acme-dev")).isEqualTo("acme-crm-dev.example");
    assertThat(identity("minimal-dev")).isEqualTo("minimal-dev.example");
    assertThat(identity("acme-prod")).isEqualTo("acme-crm.example");
  }

  @Test
  void theRecordsThatItsOwnerMustEnterAreToldAfterADeployment() {
    assertThat(TestingCells.of("acme-prod", "data").path("Outputs").properties())
        .filteredOn(output -> output.getKey().startsWith("MailDns"))
        .hasSize(3)
        .allSatisfy(output ->
            assertThat(output.getValue().path("Value").toString())
                .contains("DkimDNSTokenName", " CNAME ", "DkimDNSTokenValue"));
  }

  @Test
  void whatBecomesOfMailIsToldAndItGoesEncryptedOrNotAtAll() {
    var data = TestingCells.of("acme-dev", "data");

    var told =
        Templates.resource(data, "AWS::SES::ConfigurationSetEventDestination")
            .properties()
            .path("EventDestination");

    assertThat(told.path("EventBridgeDestination").path("EventBusArn").asText())
        .isEqualTo("arn:aws:events:eu-central-1:111111111111:event-bus/default");
    assertThat(told.path("MatchingEventTypes").toString())
        .isEqualTo("[\"DELIVERY\",\"BOUNCE\",\"COMPLAINT\",\"REJECT\"]");
    assertThat(
            Templates.resource(data, "AWS::SES::ConfigurationSet")
                .properties()
                .path("DeliveryOptions")
                .path("TlsPolicy")
                .asText())
        .isEqualTo("REQUIRE");
  }

  private static String identity(String cell) {
    return Templates.resource(TestingCells.of(cell, "data"), "AWS::SES::EmailIdentity")
        .properties()
        .path("EmailIdentity")
        .asText();
  }
}
