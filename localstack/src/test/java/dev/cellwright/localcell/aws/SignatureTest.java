package dev.cellwright.localcell.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.iam.Credentials;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Requests signed by the AWS SDK's own signer, right and wrong.
class SignatureTest {
  private final TestingAws aws = TestingAws.usual();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aRightSignatureIsTaken() throws Exception {
    var answer = send(sign(aws.everything(), "kms", "eu-central-1", Duration.ZERO));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Plaintext");
  }

  @Test
  void queryAndPathAreSignedToo() throws Exception {
    var signed =
        sign(aws.everything(), "kms", "eu-central-1", Duration.ZERO, "/a%20b/%C3%A4?b=2&a=%3D&a=");

    assertThat(send(signed).statusCode()).isEqualTo(200);
    assertThat(send(to(signed, "/a%20b/c?b=2&a=%3D&a=")).body())
        .contains("InvalidSignatureException");
    assertThat(send(to(signed, "/a%20b/%C3%A4?b=3&a=%3D&a=")).body())
        .contains("InvalidSignatureException");
  }

  @Test
  void aWrongSecretIsRefused() throws Exception {
    var right = aws.everything();
    var wrong = new Credentials(right.accessKeyId(), "guessed", right.sessionToken());

    refused(sign(wrong, "kms", "eu-central-1", Duration.ZERO), "InvalidSignatureException");
  }

  @Test
  void aWrongSessionTokenIsRefused() throws Exception {
    var right = aws.everything();
    var wrong = new Credentials(right.accessKeyId(), right.secretAccessKey(), "guessed");

    refused(sign(wrong, "kms", "eu-central-1", Duration.ZERO), "UnrecognizedClientException");
  }

  @Test
  void anUnknownCallerIsRefused() throws Exception {
    refused(
        sign(new Credentials("ASIAUNKNOWN", "s", "t"), "kms", "eu-central-1", Duration.ZERO),
        "UnrecognizedClientException");
  }

  @Test
  void aQuarterOfAnHourMayBeBetween() throws Exception {
    var early = sign(aws.everything(), "kms", "eu-central-1", Duration.ofMinutes(-14));
    var late = sign(aws.everything(), "kms", "eu-central-1", Duration.ofMinutes(16));

    assertThat(send(early).statusCode()).isEqualTo(200);
    refused(late, "InvalidSignatureException");
  }

  @Test
  void anotherRegionIsRefused() throws Exception {
    refused(sign(aws.everything(), "kms", "us-east-1", Duration.ZERO), "InvalidSignatureException");
  }

  @Test
  void anotherBodyIsRefused() throws Exception {
    var signed = sign(aws.everything(), "kms", "eu-central-1", Duration.ZERO);
    var changed =
        HttpRequest.newBuilder(signed, (_, _) -> true)
            .POST(HttpRequest.BodyPublishers.ofString("{\"NumberOfBytes\":9}"))
            .build();

    refused(changed, "InvalidSignatureException");
  }

  @Test
  void noSignatureIsRefused() throws Exception {
    var bare =
        HttpRequest.newBuilder(aws.front().endpoint())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    refused(bare, "MissingAuthenticationTokenException");
  }

  @Test
  void anUnknownServiceIsNamed() throws Exception {
    var answer = send(sign(aws.everything(), "dynamodb", "eu-central-1", Duration.ZERO));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("UnknownOperationException").contains("dynamodb");
  }

  private void refused(HttpRequest request, String error) throws Exception {
    var answer = send(request);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains(error);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest to(HttpRequest signed, String path) {
    return HttpRequest.newBuilder(signed, (_, _) -> true)
        .uri(URI.create(aws.front().endpoint() + path))
        .build();
  }

  private HttpRequest sign(Credentials who, String service, String region, Duration skew) {
    return sign(who, service, region, skew, "/");
  }

  private HttpRequest sign(
      Credentials who, String service, String region, Duration skew, String path) {
    var body = "{\"NumberOfBytes\":8}".getBytes(StandardCharsets.UTF_8);
    var uri = URI.create(aws.front().endpoint() + path);
    var unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(uri)
            .putHeader("X-Amz-Target", "TrentService.GenerateRandom")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .build();
    var identity =
        AwsSessionCredentialsIdentity.create(
            who.accessKeyId(), who.secretAccessKey(), who.sessionToken());
    var signed =
        AwsV4HttpSigner.create()
            .sign(request ->
                request
                    .identity(identity)
                    .request(unsigned)
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), skew)));
    var builder = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    var unsettable = Set.of("host", "content-length");
    signed
        .request()
        .forEachHeader((name, values) -> {
          if (!unsettable.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(text -> builder.header(name, text));
          }
        });
    return builder.build();
  }
}
