package dev.cellwright.localcell.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApiDocumentTest {

  @Test
  void refusesWhatIsNotOpenApi30() {
    assertRefused("{\"openapi\":\"3.1.0\",\"paths\":{}}", "3.0", "3.1.0");
  }

  @Test
  void refusesMoreThan300Resources() {
    var most = new ApiDocument(TestingFront.api(Documents.ofPaths(299)));

    assertThat(most.operations()).hasSize(299);
    assertRefused(Documents.ofPaths(300), "301 resources", "300");
  }

  @Test
  void waits29SecondsWhereADocumentSaysNothing() {
    var document = new ApiDocument(TestingFront.api(Documents.ofPaths(1)));

    assertThat(document.operations().getFirst().timeout()).hasSeconds(29);
  }

  @Test
  void countsEveryNodeOfTheTreeAsAResource() {
    var deep = Documents.ofPaths(299).replace("\"/p0\"", "\"/a/b/p0\"");

    assertRefused(deep, "302 resources");
  }

  @Test
  void refusesIntegrationsItDoesNotKnow() {
    assertRefused(document("\"type\":\"mock\""), "GET /x", "'mock'");
    assertRefused(
        document("\"type\":\"aws_proxy\",\"uri\":\"https://example.org\""), "no function");
    assertRefused(
        document("\"type\":\"aws_proxy\",\"uri\":\"FUNCTION\",\"timeoutInMillis\":30000"), "29000");
  }

  @Test
  void refusesAParameterThatIsOnlyPartOfASegment() {
    assertRefused(
        document("\"type\":\"aws_proxy\",\"uri\":\"FUNCTION\"").replace("/x", "/x-{id}"),
        "whole segment");
  }

  @Test
  void refusesTwoNamesForTheVariableOfOnePlace() {
    var other =
        Documents.ofPaths(2).replace("/p0", "/tasks/{id}").replace("/p1", "/tasks/{task}/x");

    assertRefused(other, "/tasks/{task}/x", "already named {id}");
    assertThat(new ApiDocument(TestingFront.api(other.replace("{task}", "{id}"))).operations())
        .hasSize(2);
  }

  @Test
  void refusesAGatewayResponseWithAVariableItDoesNotKnow() {
    var document =
        """
        {"openapi":"3.0.1","x-amazon-apigateway-gateway-responses":
          {"THROTTLED":{"responseTemplates":{"application/json":"$input.body"}}},"paths":{}}
        """;

    assertThatThrownBy(() -> new ApiDocument(TestingFront.api(document)).gatewayResponses())
        .isInstanceOf(UnusableApi.class)
        .hasMessageContaining("THROTTLED")
        .hasMessageContaining("$input.");
  }

  private static String document(String integration) {
    return "{\"openapi\":\"3.0.1\",\"paths\":{\"/x\":{\"get\":{\"x-amazon-apigateway-integration\":{"
        + integration
        + "}}}}}";
  }

  private static void assertRefused(String document, String... saying) {
    assertThatThrownBy(() -> new ApiDocument(TestingFront.api(document)).operations())
        .isInstanceOf(UnusableApi.class)
        .hasMessageContaining("api/")
        .message()
        .contains(saying);
  }
}
