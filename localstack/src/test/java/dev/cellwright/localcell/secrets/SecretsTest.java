package dev.cellwright.localcell.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsTest {
  private final TestingAws aws = TestingAws.usual();
  private final Secrets secrets = aws.front().secrets();
  private final SecretsManagerClient client =
      aws.client(SecretsManagerClient.builder(), aws.everything());

  @Test
  void aSecretIsFoundByNameAndArn() throws Exception {
    var arn = secrets.create("acme-test/found", "value");

    assertThat(read("acme-test/found")).isEqualTo("value");
    assertThat(read(arn)).isEqualTo("value");
    assertThat(read(arn.substring(0, arn.length() - 7))).isEqualTo("value");
    assertThat(arn)
        .matches("arn:aws:secretsmanager:eu-central-1:111122223333:secret:acme-test/found-\\w{6}");
  }

  @Test
  void aGeneratedValueIsMadeOnce() throws Exception {
    var generated =
        generated(
            """
            {"SecretStringTemplate": "{\\"username\\": \\"m_tasks\\"}", "GenerateStringKey": "password",
             "PasswordLength": 40, "ExcludePunctuation": true, "ExcludeCharacters": "abc"}
            """);
    secrets.create("acme-test/generated", generated);
    var first = read("acme-test/generated");

    secrets.create("acme-test/generated", generated);

    var value = Json.MAPPER.readTree(first);
    assertThat(value.path("username").asText()).isEqualTo("m_tasks");
    assertThat(value.path("password").asText()).matches("[d-zA-Z0-9]{40}");
    assertThat(read("acme-test/generated")).isEqualTo(first);
  }

  @Test
  void aTemplateThatChangedTheValueMakesAVersion() throws Exception {
    secrets.create("acme-test/declared", "one");

    secrets.create("acme-test/declared", "two");

    assertThat(read("acme-test/declared")).isEqualTo("two");
    assertThat(previous("acme-test/declared")).isEqualTo("one");
  }

  @Test
  void aPendingValueIsReadByNobodyUntilItBecomesTheCurrentOne() throws Exception {
    secrets.create("acme-test/staged", "one");
    var current = client.getSecretValue(r -> r.secretId("acme-test/staged")).versionId();
    var pending =
        client
            .putSecretValue(
                r -> r.secretId("acme-test/staged").secretString("two").versionStages("AWSPENDING"))
            .versionId();
    assertThat(read("acme-test/staged")).isEqualTo("one");

    assertThatThrownBy(() ->
            client.updateSecretVersionStage(r ->
                r.secretId("acme-test/staged").versionStage("AWSCURRENT").moveToVersionId(pending)))
        .isInstanceOf(InvalidParameterException.class);
    for (var i = 0; i < 2; i++) { // Said once more it changes nothing.
      client.updateSecretVersionStage(r ->
          r.secretId("acme-test/staged")
              .versionStage("AWSCURRENT")
              .moveToVersionId(pending)
              .removeFromVersionId(current));
    }

    assertThat(read("acme-test/staged")).isEqualTo("two");
    assertThat(previous("acme-test/staged")).isEqualTo("one");
    client.updateSecretVersionStage(r ->
        r.secretId("acme-test/staged").versionStage("AWSPENDING").removeFromVersionId(pending));
    assertThat(
            client
                .describeSecret(r -> r.secretId("acme-test/staged"))
                .versionIdsToStages()
                .get(pending))
        .containsExactly("AWSCURRENT");
  }

  @Test
  void aNewValueMakesTheOldOnePrevious() throws Exception {
    secrets.create("acme-test/rotated", "one");

    put("acme-test/rotated", "two");
    put("acme-test/rotated", "three");

    assertThat(read("acme-test/rotated")).isEqualTo("three");
    assertThat(previous("acme-test/rotated")).isEqualTo("two");
    var versions =
        client
            .describeSecret(request -> request.secretId("acme-test/rotated"))
            .versionIdsToStages();
    assertThat(versions.values())
        .containsExactlyInAnyOrder(List.of("AWSCURRENT"), List.of("AWSPREVIOUS"));
  }

  @Test
  void aPendingValueIsNotCurrent() throws Exception {
    secrets.create("acme-test/pending", "one");

    client.putSecretValue(request ->
        request.secretId("acme-test/pending").secretString("two").versionStages("AWSPENDING"));

    assertThat(read("acme-test/pending")).isEqualTo("one");
    assertThat(
            client
                .getSecretValue(
                    request -> request.secretId("acme-test/pending").versionStage("AWSPENDING"))
                .secretString())
        .isEqualTo("two");
  }

  @Test
  void theSameTokenPutsOnce() throws Exception {
    secrets.create("acme-test/idempotent", "one");
    var token = "6c1f7f1c-6a0b-4a84-8a52-6a3a1d5f0a11";
    putWithToken(token, "two");

    putWithToken(token, "two");

    assertThat(previous("acme-test/idempotent")).isEqualTo("one");
    assertThatThrownBy(() -> putWithToken(token, "three"))
        .isInstanceOf(ResourceExistsException.class);
  }

  private void putWithToken(String token, String value) {
    client.putSecretValue(request ->
        request.secretId("acme-test/idempotent").clientRequestToken(token).secretString(value));
  }

  @Test
  void bytesAreKeptAsBytes() throws Exception {
    secrets.create("acme-test/bytes", "text");

    client.putSecretValue(request ->
        request
            .secretId("acme-test/bytes")
            .secretBinary(SdkBytes.fromByteArray(new byte[] {0, 1})));

    var answer = client.getSecretValue(request -> request.secretId("acme-test/bytes"));
    assertThat(answer.secretString()).isNull();
    assertThat(answer.secretBinary().asByteArray()).containsExactly(0, 1);
  }

  @Test
  void secretsOutliveTheFront() throws Exception {
    var arn = secrets.create("acme-test/kept", "one");
    put("acme-test/kept", "two");

    try (var restarted = TestingAws.with(DataApiLimits.AWS)) {
      var again = restarted.front().secrets().create("acme-test/kept", "one");

      assertThat(again).isEqualTo(arn);
      assertThat(restarted.front().secrets().value(arn)).isEqualTo("two");
    }
  }

  @Test
  void whatIsUnknownIsAnError() throws Exception {
    secrets.create("acme-test/known", "one");

    assertThatThrownBy(() -> read("acme-test/unknown"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> previous("acme-test/known"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> client.listSecrets())
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("ListSecrets");
  }

  @Test
  void whatATemplateCanNotMeanIsRefused() {
    assertThatThrownBy(() -> generated("{\"Length\": 3}")).hasMessageContaining("Length");
    assertThatThrownBy(() -> generated("{\"GenerateStringKey\": \"a\"}"))
        .hasMessageContaining("SecretStringTemplate");
  }

  private static GeneratedString generated(String json) throws Exception {
    return new GeneratedString(Json.MAPPER.readTree(json));
  }

  private void put(String secretId, String value) {
    client.putSecretValue(request -> request.secretId(secretId).secretString(value));
  }

  private String read(String secretId) {
    return client.getSecretValue(request -> request.secretId(secretId)).secretString();
  }

  private String previous(String secretId) {
    return client
        .getSecretValue(request -> request.secretId(secretId).versionStage("AWSPREVIOUS"))
        .secretString();
  }
}
