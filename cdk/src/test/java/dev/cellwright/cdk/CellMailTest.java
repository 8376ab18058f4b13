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

  private static String identity(String cell) {
    return Templates.resource(TestingCells.of(cell, "data"), "AWS::SES::EmailIdentity")
        .properties()
        .path("EmailIdentity")
        .asText();
  }
}
