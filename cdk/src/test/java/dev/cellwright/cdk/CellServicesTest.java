package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellServicesTest {

  @Test
  void theDoorHasTheCellsRoutesAndEachAsksForAKey() {
    var paths = body("services").path("paths");

    assertThat(names(paths)).isEqualTo(names(body("api").path("paths")));
    for (var path : paths) {
      for (var operation : path) {
        assertThat(operation.path("security")).hasToString("[{\"consumer\":[]}]");
      }
    }
    assertThat(body("services").path("x-amazon-apigateway-api-key-source").asText())
        .isEqualTo("HEADER");
    assertThat(body("api").toString()).doesNotContain("apiKey");
  }

  @Test
  void eachConsumerHasAKeyAndAllHaveTheirShare() {
    var template = TestingCells.of("guarded-staging", "services");

    assertThat(Templates.resources(template, "AWS::ApiGateway::ApiKey"))
        .extracting(key -> key.properties().path("Name").asText())
        .containsExactlyInAnyOrder("guarded-staging-erp", "guarded-staging-harbour-books");
    assertThat(Templates.resources(template, "AWS::ApiGateway::ApiKey"))
        .allSatisfy(key -> assertThat(key.properties().has("Value")).isFalse());
    assertThat(Templates.resources(template, "AWS::ApiGateway::UsagePlanKey")).hasSize(2);
    var plan = Templates.resource(template, "AWS::ApiGateway::UsagePlan").properties();
    assertThat(plan.path("Throttle")).hasToString("{\"BurstLimit\":40,\"RateLimit\":5}");
    assertThat(plan.path("Quota")).hasToString("{\"Limit\":100000,\"Period\":\"DAY\"}");
    assertThat(plan.path("ApiStages")).hasSize(1);
  }

  @Test
  void aCertificateIsAskedForWhereThereIsATruststore() {
    var domain =
        Templates.resource(
                TestingCells.of("guarded-staging", "services"), "AWS::ApiGateway::DomainName")
            .properties();

    assertThat(domain.path("DomainName").asText()).isEqualTo("services.api.guarded.example");
    assertThat(domain.path("MutualTlsAuthentication"))
        .hasToString("{\"TruststoreUri\":\"s3://guarded-trust/authorities.pem\"}");
  }

  @Test
  void theDoorIsGuardedByTheRulesOfTheEdge() {
    var acl =
        Templates.resource(TestingCells.of("guarded-staging", "services"), "AWS::WAFv2::WebACL")
            .properties();

    assertThat(acl.path("DefaultAction")).hasToString("{\"Allow\":{}}");
    assertThat(acl.path("Rules"))
        .isEqualTo(
            Templates.resource(TestingCells.of("guarded-staging", "edge"), "AWS::WAFv2::WebACL")
                .properties()
                .path("Rules"));
    assertThat(
            Templates.resources(
                TestingCells.of("guarded-staging", "services"), "AWS::WAFv2::WebACLAssociation"))
        .hasSize(1);
  }

  private static List<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).sorted().toList();
  }

  private static JsonNode body(String stack) {
    return Templates.resource(TestingCells.of("guarded-staging", stack), "AWS::ApiGateway::RestApi")
        .properties()
        .path("Body");
  }
}
