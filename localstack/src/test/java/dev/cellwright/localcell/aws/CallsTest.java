package dev.cellwright.localcell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/// What is written down of a call, and how one is made to fail.
class CallsTest {
  private final TestingAws aws = TestingAws.usual();
  private final KmsClient kms = aws.client(KmsClient.builder(), aws.everything());

  @AfterEach
  void noFaultIsLeft() {
    aws.faults().clear();
  }

  @Test
  void callsAreKeptByTheirTrace() {
    random("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0");
    assertThatThrownBy(() ->
            kms.describeKey(request ->
                request
                    .keyId("alias/none")
                    .overrideConfiguration(c ->
                        c.putHeader(
                            "X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793"))))
        .isInstanceOf(KmsException.class);

    var calls = aws.calls().of("1-5759e988-bd862e3fe1be46a994272793");

    assertThat(calls).extracting(Call::service).containsExactly("kms", "kms");
    assertThat(calls).extracting(Call::operation).containsExactly("GenerateRandom", "DescribeKey");
    assertThat(calls).extracting(Call::result).containsExactly("ok", "NotFoundException");
    assertThat(calls).allSatisfy(call -> assertThat(call.ms()).isPositive());
    assertThat(aws.calls().of("1-5759e988-unknown")).isEmpty();
  }

  @Test
  void theOldestTracesAreForgotten() {
    var log = new CallLog();

    for (var i = 0; i < 10_001; i++) {
      log.record("trace-" + i, new Call("kms", "Sign", Instant.EPOCH, 1, "ok"));
    }

    assertThat(log.of("trace-0")).isEmpty();
    assertThat(log.of("trace-1")).hasSize(1);
    assertThat(log.of("trace-10000")).hasSize(1);
  }

  @Test
  void aServiceCanFailForTheNextCalls() {
    aws.faults().inject("kms", null, Faults.Kind.FAIL, 2);

    assertFails(500, "KMSInternalException");
    assertFails(500, "KMSInternalException");
    random("Root=1-after-fault");
  }

  @Test
  void anOperationCanBeThrottled() {
    aws.faults().inject("kms", "Sign", Faults.Kind.THROTTLE, 1);
    aws.faults().inject("kms", "GenerateRandom", Faults.Kind.THROTTLE, 1);

    assertFails(400, "ThrottlingException");
    random("Root=1-after-throttle");
  }

  @Test
  void aCallCanHang() {
    aws.faults().inject("kms", "GenerateRandom", Faults.Kind.HANG, 1);

    assertThatThrownBy(() ->
            kms.generateRandom(request ->
                request
                    .numberOfBytes(8)
                    .overrideConfiguration(c -> c.apiCallAttemptTimeout(Duration.ofMillis(300)))))
        .hasMessageContaining("timeout");
  }

  private void assertFails(int status, String error) {
    assertThatThrownBy(() -> random("Root=1-faulty"))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(error);
            });
  }

  private void random(String trace) {
    kms.generateRandom(request ->
        request.numberOfBytes(8).overrideConfiguration(c -> c.putHeader("X-Amzn-Trace-Id", trace)));
  }
}
