package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellEdgeTest {

  @Test
  void withoutADomainThereIsNoEdgeAndTheApiKeepsItsOwnAddress() {
    assertThat(TestingCells.of("acme-dev")).doesNotContainKeys("edge", "services");
    assertThat(TestingCells.of("acme-dev", "api").toString())
        .contains("\"DisableExecuteApiEndpoint\":false")
        .doesNotContain("WAFv2", "DomainName");
    assertThat(TestingCells.of("acme-dev", "data").toString()).doesNotContain("/origin/");
  }

  @Test
  void theEdgeIsWhereCloudFrontsCertificatesAreAndComesAfterTheApi() throws IOException {
    var manifest = TestingCells.assembly().resolve("assembly-acme-prod").resolve("manifest.json");

    var edge =
        new ObjectMapper()
            .readTree(manifest.toFile())
            .path("artifacts")
            .valueStream()
            .filter(artifact -> artifact.path("displayName").asText().endsWith("ProductCell/edge"))
            .findFirst()
            .orElseThrow();

    assertThat(edge.path("environment").asText()).isEqualTo("aws://333333333333/us-east-1");
    assertThat(edge.path("dependencies").toString()).contains("ProductCellapi");
  }

  @Test
  void clientsSpeakTls13UnlessTheConfigurationLetsThemSpeak12() {
    assertThat(distribution("acme-prod").path("ViewerCertificate").path("MinimumProtocolVersion"))
        .hasToString("\"TLSv1.3_2025\"");
    assertThat(
            distribution("guarded-staging")
                .path("ViewerCertificate")
                .path("MinimumProtocolVersion"))
        .hasToString("\"TLSv1.2_2021\"");
    assertThat(distribution("acme-prod").path("Aliases")).hasToString("[\"api.acme-crm.example\"]");
  }

  @Test
  void everyMethodIsHandedOnOverHttpsAndNothingIsCached() {
    var behavior = distribution("acme-prod").path("DefaultCacheBehavior");

    assertThat(behavior.path("ViewerProtocolPolicy").asText()).isEqualTo("https-only");
    assertThat(behavior.path("AllowedMethods").toString()).contains("PATCH", "DELETE", "POST");
    // The managed policies CachingDisabled and AllViewerExceptHostHeader.
    assertThat(behavior.path("CachePolicyId").asText())
        .isEqualTo("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    assertThat(behavior.path("OriginRequestPolicyId").asText())
        .isEqualTo("b689b0a8-53d0-40ab-baf2-68738e2966ac");
  }

  @Test
  void theEdgeLeadsToApiGatewaysNamesByTls12WithTheNewestSecret() {
    var origins = distribution("guarded-staging").path("Origins");

    assertThat(origins.findValuesAsText("DomainName"))
        .containsExactly("origin.api.guarded.example", "sockets.api.guarded.example");
    assertThat(origins)
        .allSatisfy(origin -> {
          assertThat(origin.path("CustomOriginConfig").path("OriginProtocolPolicy").asText())
              .isEqualTo("https-only");
          assertThat(origin.path("CustomOriginConfig").path("OriginSSLProtocols"))
              .hasToString("[\"TLSv1.2\"]");
          assertThat(origin.path("OriginCustomHeaders").path(0).path("HeaderName").asText())
              .isEqualTo("X-Origin-Verify");
          assertThat(origin.path("OriginCustomHeaders").path(0).path("HeaderValue").asText())
              .startsWith("{{resolve:secretsmanager:guarded-staging/origin/3:SecretString");
        });
    assertThat(
            distribution("guarded-staging").path("CacheBehaviors").findValuesAsText("PathPattern"))
        .containsExactly("/ws");
  }

  @Test
  void answersTellBrowsersToBeCareful() {
    var config =
        Templates.resource(edge("acme-prod"), "AWS::CloudFront::ResponseHeadersPolicy")
            .properties()
            .path("ResponseHeadersPolicyConfig");
    var headers = config.path("SecurityHeadersConfig");

    assertThat(headers.path("StrictTransportSecurity").toString())
        .contains("\"AccessControlMaxAgeSec\":63072000", "\"IncludeSubdomains\":true");
    assertThat(headers.path("FrameOptions").path("FrameOption").asText()).isEqualTo("DENY");
    assertThat(headers.path("ReferrerPolicy").path("ReferrerPolicy").asText())
        .isEqualTo("no-referrer");
    assertThat(headers.path("ContentTypeOptions").path("Override").asBoolean()).isTrue();
    assertThat(headers.path("ContentSecurityPolicy").path("Override").asBoolean(true)).isFalse();
    assertThat(config.path("RemoveHeadersConfig").toString()).contains("Server", "X-Powered-By");
    assertThat(
            distribution("acme-prod")
                .path("DefaultCacheBehavior")
                .path("ResponseHeadersPolicyId")
                .path("Ref")
                .asText())
        .startsWith("EdgeHeaders");
  }

  @Test
  void requestsAreLoggedWithoutWhatLetsSomebodyIn() {
    var fields =
        Templates.resource(edge("acme-prod"), "AWS::Logs::Delivery")
            .properties()
            .path("RecordFields");

    assertThat(fields.valueStream().map(JsonNode::asText))
        .contains("c-ip", "cs-method", "cs-uri-stem", "sc-status")
        .doesNotContain("cs-uri-query", "cs(Cookie)", "cs(Referer)");
    assertThat(Templates.resources(edge("acme-prod"), "AWS::Logs::LogGroup"))
        .hasSize(2)
        .allSatisfy(group -> {
          assertThat(group.properties().path("RetentionInDays").asInt()).isEqualTo(365);
          assertThat(group.properties().path("KmsKeyId").toString()).contains("LogKey");
        });
  }

  @Test
  void recordsAndCertificatesAreMadeInTheZone() {
    assertThat(records("acme-prod", "edge"))
        .containsExactly("A api.acme-crm.example", "AAAA api.acme-crm.example");
    assertThat(records("acme-prod", "api"))
        .containsExactlyInAnyOrder(
            "A origin.api.acme-crm.example",
            "AAAA origin.api.acme-crm.example",
            "A sockets.api.acme-crm.example",
            "AAAA sockets.api.acme-crm.example");
    assertThat(certificate("acme-prod", "edge").path("DomainName").asText())
        .isEqualTo("api.acme-crm.example");
    assertThat(
            certificate("acme-prod", "api")
                .path("DomainValidationOptions")
                .findValuesAsText("HostedZoneId"))
        .containsExactly("Z0123456789ABCDEFGHIJ", "Z0123456789ABCDEFGHIJ");
  }

  @Test
  void whereSomebodyElseKeepsTheZoneTheRecordsAreOutputsAndTheCertificatesAreTheirs() {
    assertThat(TestingCells.of("guarded-prod").values().toString())
        .doesNotContain("AWS::Route53::", "HostedZoneId\":\"Z0");
    assertThat(TestingCells.of("guarded-prod", "edge").path("Outputs").path("DomainDns").toString())
        .contains("api.guarded.example CNAME ");
    assertThat(TestingCells.of("guarded-prod", "api").path("Outputs").properties().toString())
        .contains("origin.api.guarded.example CNAME", "sockets.api.guarded.example CNAME");
    assertThat(distribution("guarded-prod").path("ViewerCertificate").toString())
        .contains("333344445555");
    assertThat(
            Templates.resource(
                    TestingCells.of("guarded-prod", "api"), "AWS::ApiGateway::DomainName")
                .properties()
                .toString())
        .contains("333344446666");
  }

  @Test
  void shieldIsAskedForWhereTheConfigurationSaysSo() {
    assertThat(Templates.resources(edge("guarded-staging"), "AWS::Shield::Protection")).hasSize(1);
    assertThat(Templates.resources(edge("acme-prod"), "AWS::Shield::Protection")).isEmpty();
  }

  @Test
  void theSecretIsCopiedToTheEdgesRegionAndTheOneBeforeIsKept() {
    assertThat(secrets("guarded-staging"))
        .containsExactly("guarded-staging/origin/2", "guarded-staging/origin/3");
    assertThat(secrets("acme-prod")).containsExactly("acme-crm-prod/origin/1");
    assertThat(TestingCells.of("acme-prod", "data").toString())
        .contains("\"ReplicaRegions\":[{\"Region\":\"us-east-1\"}]");
    assertThat(TestingCells.of("guarded-prod", "data").toString()).doesNotContain("ReplicaRegions");
  }

  private static List<String> secrets(String cell) {
    return Templates.resources(TestingCells.of(cell, "data"), "AWS::SecretsManager::Secret")
        .stream()
        .map(secret -> secret.properties().path("Name").asText())
        .filter(name -> name.contains("/origin/"))
        .toList();
  }

  private static Stream<String> records(String cell, String stack) {
    return Templates.resources(TestingCells.of(cell, stack), "AWS::Route53::RecordSet").stream()
        .map(record ->
            record.properties().path("Type").asText()
                + " "
                + record.properties().path("Name").asText());
  }

  private static JsonNode certificate(String cell, String stack) {
    return Templates.resource(TestingCells.of(cell, stack), "AWS::CertificateManager::Certificate")
        .properties();
  }

  private static JsonNode distribution(String cell) {
    return Templates.resource(edge(cell), "AWS::CloudFront::Distribution")
        .properties()
        .path("DistributionConfig");
  }

  private static JsonNode edge(String cell) {
    return TestingCells.of(cell, "edge");
  }
}
