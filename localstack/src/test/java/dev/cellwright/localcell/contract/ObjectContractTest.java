package dev.cellwright.localcell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Tag("contract")
class ObjectContractTest {
  private final TestedAws aws = TestedAws.open();
  private final String bucket = aws.bucket();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void whatMayOnlyBeNewIsWrittenOnce() {
    put("once", "first");

    assertThatThrownBy(() ->
            aws.s3.putObject(
                request -> request.bucket(bucket).key("once").ifNoneMatch("*"),
                RequestBody.fromString("second")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(412);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
            });
    assertThat(get("once")).isEqualTo("first");
  }

  @Test
  void aBodyThatHasAnotherDigestThanItSaysIsRefused() {
    assertThatThrownBy(() ->
            aws.s3.putObject(
                request -> request.bucket(bucket).key("k").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                RequestBody.fromString("not empty")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadDigest"));
  }

  @Test
  void anyTextIsAKeyAndWhatIsNotThereIsSaidSo() {
    put("a b/ä+%2F?&=", "text");

    assertThat(get("a b/ä+%2F?&=")).isEqualTo("text");
    assertThatThrownBy(() -> get("never")).isInstanceOf(NoSuchKeyException.class);
  }

  private void put(String key, String text) {
    aws.s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private String get(String key) {
    return aws.s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
  }
}
