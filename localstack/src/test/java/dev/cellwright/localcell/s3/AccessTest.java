package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.TestingS3.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.iam.Use;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Who may do what; and what a bucket tells, and when it fails on request.
class AccessTest {
  private final TestingS3 cell = TestingS3.plain();
  private final String bucket = cell.bucket;

  @Test
  void asksForThePermissionOfEachOperation() {
    cell.put("doc", "x");
    var reader = cell.clientWho("s3:GetObject");
    var writer = cell.clientWho("s3:PutObject");

    assertThat(reader.getObjectAsBytes(get -> get.bucket(bucket).key("doc")).asUtf8String())
        .isEqualTo("x");
    assertThat(cell.aws.callers().used())
        .contains(new Use(TestingAws.ROLE, "s3:GetObject", "arn:aws:s3:::" + bucket + "/doc"));
    writer.putObject(put -> put.bucket(bucket).key("new"), RequestBody.empty());
    denied(() -> writer.getObjectAsBytes(get -> get.bucket(bucket).key("doc")));
    denied(() -> reader.putObject(put -> put.bucket(bucket).key("a"), RequestBody.empty()));
    denied(() -> reader.deleteObject(delete -> delete.bucket(bucket).key("doc")));
    denied(() -> reader.listObjectsV2(list -> list.bucket(bucket)));
    denied(() -> reader.getObjectAsBytes(get -> get.bucket(bucket).key("doc").versionId("null")));
    denied(() ->
        writer.putObject(put -> put.bucket(bucket).key("a").tagging("a=1"), RequestBody.empty()));
    denied(() ->
        writer.copyObject(copy ->
            copy.sourceBucket(bucket)
                .sourceKey("doc")
                .destinationBucket(bucket)
                .destinationKey("copy")));
  }

  private static void denied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertRefused("AccessDenied", 403, call);
  }

  @Test
  void tellsNobodyWhoMayNotListWhatIsMissing() {
    var reader = cell.clientWho("s3:GetObject");
    var lister = cell.clientWho("s3:GetObject", "s3:ListBucket");

    denied(() -> reader.getObjectAsBytes(get -> get.bucket(bucket).key("missing")));
    assertRefused(
        "NoSuchKey", 404, () -> lister.getObjectAsBytes(get -> get.bucket(bucket).key("missing")));
  }

  @Test
  void listsOnlyBelowThePrefixThatARoleAllows() {
    var anna =
        cell.client(
            cell.aws.credentials(
                """
                {"Statement": {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
                               "Condition": {"StringLike": {"s3:prefix": "anna/*"}}}}\
                """));

    anna.listObjectsV2(list -> list.bucket(bucket).prefix("anna/2026"));

    denied(() -> anna.listObjectsV2(list -> list.bucket(bucket).prefix("berta/")));
    denied(() -> anna.listObjectsV2(list -> list.bucket(bucket)));
  }

  @Test
  void deniesWhatTheBucketDeniesAndAllowsWhatItAllows() throws Exception {
    var stranger = cell.clientWho("sqs:SendMessage");
    cell.put("public/a", "a");
    cell.aws
        .front()
        .buckets()
        .policy(
            bucket,
            BucketPolicy.of(
                new ObjectMapper()
                    .readTree(
                        """
                        {"Statement": [
                          {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": "*",
                           "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                          {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "*"},
                          {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "s3:GetObject",
                           "Resource": "arn:aws:s3:::%s/public/*"}]}
                        """
                            .formatted(TestingAws.ROLE, bucket))));

    assertThat(stranger.getObjectAsBytes(get -> get.bucket(bucket).key("public/a")).asUtf8String())
        .isEqualTo("a");
    denied(() -> stranger.getObjectAsBytes(get -> get.bucket(bucket).key("private/a")));
    denied(() -> cell.s3.deleteObject(delete -> delete.bucket(bucket).key("public/a")));
  }

  @Test
  void needsTheKeyOfABucketThatIsEncryptedWithOne() {
    var key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";
    cell.create(bucket, BucketSettings.plain().encryptedWith(key));
    var etag = cell.put("secret", "x").eTag();
    var withoutKey = cell.clientWho("s3:GetObject", "s3:PutObject");

    denied(() -> withoutKey.getObjectAsBytes(get -> get.bucket(bucket).key("secret")));
    denied(() -> withoutKey.putObject(put -> put.bucket(bucket).key("b"), RequestBody.empty()));
    var got = cell.s3.getObjectAsBytes(get -> get.bucket(bucket).key("secret")).response();
    assertThat(got.ssekmsKeyId()).isEqualTo(key);
    assertThat(etag).hasSize(34).isNotEqualTo("\"9dd4e461268c8034f5c8564e155c67a6\"");
  }

  @Test
  void usesTheKeyOnBehalfOfS3AndForThisObjectOnly() {
    var key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";
    cell.create(bucket, BucketSettings.plain().encryptedWith(key));
    cell.put("ours", "x");
    cell.put("others", "x");

    var conditioned =
        cell.client(
            cell.aws.credentials(
                """
                {"Statement": [
                  {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                  {"Effect": "Allow", "Action": "kms:*", "Resource": "%s", "Condition": {
                    "StringEquals": {
                      "kms:ViaService": "s3.%s.amazonaws.com",
                      "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::%s/ours"}}}]}
                """
                    .formatted(key, TestingAws.REGION, bucket)));

    assertThat(conditioned.getObjectAsBytes(get -> get.bucket(bucket).key("ours")).asUtf8String())
        .isEqualTo("x");
    conditioned.putObject(put -> put.bucket(bucket).key("ours"), RequestBody.empty());
    denied(() -> conditioned.getObjectAsBytes(get -> get.bucket(bucket).key("others")));
    denied(() -> conditioned.putObject(put -> put.bucket(bucket).key("b"), RequestBody.empty()));
  }

  @Test
  void tellsWhoIsToBeTold() {
    var told = new ArrayList<ObjectEvent>();
    cell.aws
        .front()
        .buckets()
        .tell(
            bucket,
            List.of(
                new Notification(
                    new ObjectEvents.Destination.EventBridge(),
                    List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*"),
                    "in/",
                    "")));
    cell.aws.front().buckets().publishTo((_, event) -> told.add(event));

    cell.put("in/a", "abc");
    cell.put("out/a", "abc");
    cell.s3.deleteObject(delete -> delete.bucket(bucket).key("in/a"));

    assertThat(told)
        .extracting(ObjectEvent::detailType)
        .containsExactly("Object Created", "Object Deleted");
    assertThat(told.getFirst().detail().at("/object/size").asInt()).isEqualTo(3);
    assertThat(told.getFirst().detail().at("/bucket/name").asText()).isEqualTo(bucket);
    assertThat(told.getFirst().records().at("/Records/0/eventName").asText())
        .isEqualTo("ObjectCreated:Put");
  }

  @Test
  void failsWhenItIsToldTo() {
    cell.aws.faults().inject("s3", "PutObject", Faults.Kind.THROTTLE, 1);
    cell.aws.faults().inject("s3", "PutObject", Faults.Kind.FAIL, 1);

    assertRefused("SlowDown", 503, () -> cell.put("a", "x"));
    assertRefused("InternalError", 500, () -> cell.put("a", "x"));
    cell.put("a", "x");
  }

  @Test
  void isLoggedUnderItsTrace() {
    var trace = "1-00000000-0000000000000000000000" + bucket.substring(5, 7);
    S3Client s3 = cell.s3;

    s3.putObject(
        put ->
            put.bucket(bucket)
                .key("a")
                .overrideConfiguration(with -> with.putHeader("X-Amzn-Trace-Id", "Root=" + trace)),
        RequestBody.empty());

    assertThat(cell.aws.calls().of(trace))
        .extracting(each -> each.service() + " " + each.operation() + " " + each.result())
        .containsExactly("s3 PutObject ok");
  }
}
