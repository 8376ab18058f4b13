package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.iam.Credentials;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// A bucket of one's own in the front that most tests share, and who talks to it.
final class TestingS3 {
  static final HttpClient BROWSER = HttpClient.newHttpClient();

  final TestingAws aws = TestingAws.usual();
  final String bucket = "test-" + UUID.randomUUID();
  final S3Client s3;

  private TestingS3(BucketSettings settings) {
    create(bucket, settings);
    s3 = client(aws.everything());
  }

  static TestingS3 bucket(BucketSettings settings) {
    return new TestingS3(settings);
  }

  static TestingS3 plain() {
    return bucket(BucketSettings.plain());
  }

  void create(String name, BucketSettings settings) {
    try {
      aws.front().buckets().create(name, settings);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  S3Client client(Credentials credentials) {
    return aws.client(S3Client.builder().forcePathStyle(true), credentials);
  }

  /// The client of somebody whose role has one statement, on this bucket and its objects.
  S3Client clientWho(String... actions) {
    var quoted = "\"" + String.join("\",\"", actions) + "\"";
    return client(
        aws.credentials(
            """
            {"Statement": {"Effect": "Allow", "Action": [%s],
                           "Resource": ["arn:aws:s3:::%s", "arn:aws:s3:::%s/*"]}}\
            """
                .formatted(quoted, bucket, bucket)));
  }

  S3Presigner presigner(Credentials credentials) {
    return S3Presigner.builder()
        .endpointOverride(aws.front().endpoint())
        .region(Region.of(TestingAws.REGION))
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    credentials.accessKeyId(),
                    credentials.secretAccessKey(),
                    credentials.sessionToken())))
        .build();
  }

  PutObjectResponse put(String key, String text) {
    return s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  String get(String key) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
  }

  static void assertRefused(String code, int status, ThrowingCallable call) {
    Assertions.assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              Assertions.assertThat(e.statusCode()).as(e.getMessage()).isEqualTo(status);
              Assertions.assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return BROWSER.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create(aws.front().endpoint() + "/" + bucket + path);
  }
}
