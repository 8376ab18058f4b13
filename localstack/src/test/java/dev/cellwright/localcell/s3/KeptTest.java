package dev.cellwright.localcell.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.s3.LifecycleRule.Transition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.StorageClass;

/// What is still there after a restart, and what age does to it.
class KeptTest {
  @TempDir Path directory;
  private final String bucket = "kept-" + UUID.randomUUID();
  private Duration ahead = Duration.ZERO;

  @Test
  void keepsObjectsOverARestartAndSweepsFilesOfNobody() throws Exception {
    var objects = directory.resolve("objects");
    try (var front = front(objects)) {
      front.buckets().create(bucket, BucketSettings.plain());
      var s3 = client(front);
      s3.putObject(put -> put.bucket(bucket).key("a/../b"), RequestBody.fromString("kept"));
      s3.putObject(put -> put.bucket(bucket).key("twice"), RequestBody.fromString("one"));
      s3.putObject(put -> put.bucket(bucket).key("twice"), RequestBody.fromString("two"));
    }
    Files.writeString(objects.resolve("orphan"), "half of an upload that was killed");

    try (var front = front(objects)) {
      front.buckets().create(bucket, BucketSettings.plain());
      var s3 = client(front);

      assertThat(s3.getObjectAsBytes(get -> get.bucket(bucket).key("a/../b")).asUtf8String())
          .isEqualTo("kept");
      assertThat(s3.getObjectAsBytes(get -> get.bucket(bucket).key("twice")).asUtf8String())
          .isEqualTo("two");
      assertThat(front.buckets().usage()).contains(new Buckets.Usage(bucket, 2, 7, ""));
    }
    try (var files = Files.list(objects)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void agesObjectsByTheCellsClock() throws Exception {
    try (var front = front(directory.resolve("aging"))) {
      front
          .buckets()
          .create(
              bucket,
              BucketSettings.plain()
                  .versioned()
                  .withLifecycle(
                      List.of(
                          rule("temporary/", 7, List.of()),
                          rule("archive/", null, List.of(new Transition("GLACIER", 30))))));
      var s3 = client(front);
      for (var key : List.of("temporary/a", "archive/a", "other/a")) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("x"));
      }

      ahead = Duration.ofDays(6);
      assertThat(keys(s3)).contains("temporary/a");
      ahead = Duration.ofDays(8).plusHours(1);
      assertThat(keys(s3)).containsExactly("archive/a", "other/a");
      ahead = Duration.ofDays(32);
      assertThat(s3.headObject(head -> head.bucket(bucket).key("archive/a")).storageClass())
          .isEqualTo(StorageClass.GLACIER);
      assertThat(s3.listObjectVersions(list -> list.bucket(bucket).prefix("temporary/")).versions())
          .isEmpty();
    }
  }

  private static LifecycleRule rule(
      String prefix, @Nullable Integer days, List<Transition> transitions) {
    return new LifecycleRule(prefix, Map.of(), days, 3, 0, transitions, List.of(), 1, false);
  }

  private List<String> keys(S3Client s3) {
    return s3.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(each -> each.key())
        .toList();
  }

  private final Callers callers = new Callers();

  private AwsFront front(Path objects) {
    InstantSource clock = () -> Instant.now().plus(ahead);
    return AwsFront.start(
        new AwsFront.Settings(
            TestingAws.REGION,
            TestingAws.ACCOUNT,
            TestingAws.postgres(),
            callers,
            new CallLog(),
            new Faults(),
            clock,
            DataApiLimits.AWS,
            objects));
  }

  private S3Client client(AwsFront front) {
    var credentials =
        callers.issue(
            TestingAws.ROLE,
            TestingAws.policy(
                """
                {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
                """));
    return S3Client.builder()
        .endpointOverride(front.endpoint())
        .forcePathStyle(true)
        .region(Region.of(TestingAws.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    credentials.accessKeyId(),
                    credentials.secretAccessKey(),
                    credentials.sessionToken())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
