package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void nothingInABucketIsPublicUnencryptedOrFetchedWithoutTls() {
    var data = TestingCells.of("acme-dev", "data");

    assertThat(Templates.resources(data, "AWS::S3::Bucket"))
        .hasSize(2)
        .allSatisfy(bucket -> {
          assertThat(bucket.properties().path("PublicAccessBlockConfiguration").toString())
              .doesNotContain("false")
              .contains("\"RestrictPublicBuckets\":true");
          assertThat(bucket.properties().path("BucketEncryption").toString())
              .contains("aws:kms", "KeysData");
          assertThat(Templates.resources(data, "AWS::S3::BucketPolicy"))
              .anySatisfy(policy ->
                  assertThat(policy.properties().toString())
                      .contains(bucket.id(), "\"aws:SecureTransport\":\"false\""));
        });
  }

  @Test
  void exportsAreGoneAfterAWeekAndAreFetchedNotWrittenByPages() {
    var exports = bucket("acme-dev", "Exports");

    assertThat(
            exports.path("LifecycleConfiguration").path("Rules").path(0).path("ExpirationInDays"))
        .hasToString("7");
    assertThat(exports.path("VersioningConfiguration").isMissingNode()).isTrue();
    assertThat(exports.path("CorsConfiguration").path("CorsRules").findValue("AllowedMethods"))
        .hasToString("[\"GET\"]");
  }

  @Test
  void sealsCantBeDeletedForSevenYearsInProductionNotEvenByTheAccountsRoot() {
    assertThat(lock("acme-prod")).isEqualTo("{\"Days\":2557,\"Mode\":\"COMPLIANCE\"}");
    assertThat(lock("acme-dev")).isEqualTo("{\"Days\":1,\"Mode\":\"GOVERNANCE\"}");
    assertThat(bucket("acme-prod", "Seals").path("VersioningConfiguration").path("Status").asText())
        .isEqualTo("Enabled");
  }

  @Test
  void archivesMoveToAGlacierThatIsReadAtOnce() {
    var rule = bucket("acme-prod", "Seals").path("LifecycleConfiguration").path("Rules").path(0);

    assertThat(rule.path("Prefix").asText()).isEqualTo("archive/");
    assertThat(rule.path("Transitions").path(0).path("StorageClass").asText())
        .isEqualTo("GLACIER_IR");
  }

  private static String lock(String cell) {
    return bucket(cell, "Seals")
        .path("ObjectLockConfiguration")
        .path("Rule")
        .path("DefaultRetention")
        .toString();
  }

  private static JsonNode bucket(String cell, String part) {
    return Templates.resources(TestingCells.of(cell, "data"), "AWS::S3::Bucket").stream()
        .filter(bucket -> bucket.id().startsWith(part))
        .findFirst()
        .orElseThrow()
        .properties();
  }
}
