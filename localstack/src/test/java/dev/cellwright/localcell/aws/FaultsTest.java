package dev.cellwright.localcell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.iam.Credentials;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Every service of the front can be made to go wrong, in the words that its own client
/// understands.
class FaultsTest {
  private static final String OTHER = "arn:aws:iam::111122223333:role/other";

  private final TestingAws aws = TestingAws.usual();

  private interface Call {
    void with(Consumer<AwsRequestOverrideConfiguration.Builder> configuration);
  }

  @AfterEach
  void noFaultIsLeft() {
    aws.faults().clear();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rds-data", "kms", "secretsmanager", "ssm", "ses", "sns", "s3", "sqs", "events"})
  void theNextCallsOfAServiceGoWrongAndNoMore(String service) {
    var call = call(service, aws.everything());

    aws.faults().inject(service, null, Faults.Kind.FAIL, 2);
    var first = failure(call);
    var second = failure(call);
    aws.faults().inject(service, null, Faults.Kind.THROTTLE, 1);
    var third = failure(call);
    aws.faults().inject(service, null, Faults.Kind.HANG, 1);
    assertThatThrownBy(() -> call.with(c -> c.apiCallAttemptTimeout(Duration.ofMillis(200))))
        .hasMessageContaining("timeout");
    call.with(_ -> {});

    assertThat(first.statusCode()).isBetween(500, 599);
    assertThat(second.statusCode()).isBetween(500, 599);
    assertThat(third.isThrottlingException()).isTrue();
    assertThat(aws.faults().waiting()).isEmpty();
  }

  @Test
  void aFaultCanBeForTheCallsOfOneRole() {
    aws.faults().knowCaller("tasks", TestingAws.ROLE);
    var policy =
        TestingAws.policy(
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
            """);
    var others = call("kms", aws.callers().issue(OTHER, policy));
    var own = call("kms", aws.everything());

    aws.faults().inject(new Faults.Fault("kms", null, "tasks", Faults.Kind.FAIL, 1));
    aws.faults().inject(new Faults.Fault("kms", null, TestingAws.ROLE, Faults.Kind.FAIL, 1));
    others.with(_ -> {});

    assertThat(failure(own).statusCode()).isEqualTo(500);
    assertThat(failure(own).statusCode()).isEqualTo(500);
    own.with(_ -> {});
  }

  @Test
  void aFaultForWhatIsNotThereIsRefusedWithWhatIs() {
    aws.faults().knowCaller("tasks", TestingAws.ROLE);

    assertThatThrownBy(() -> aws.faults().inject("dynamodb", null, Faults.Kind.FAIL, 1))
        .hasMessageStartingWith("there is no service dynamodb: known are events, ")
        .hasMessageContaining("scheduler");
    assertThatThrownBy(() -> aws.faults().inject("kms", "sign", Faults.Kind.FAIL, 1))
        .hasMessageStartingWith("there is no operation of kms sign: known are ")
        .hasMessageContaining("Sign");
    assertThatThrownBy(
            () -> aws.faults().inject(new Faults.Fault("kms", null, OTHER, Faults.Kind.FAIL, 1)))
        .hasMessage("there is no caller " + OTHER + ": known are tasks");
    assertThat(aws.faults().waiting()).isEmpty();
  }

  private static AwsServiceException failure(Call call) {
    try {
      call.with(_ -> {});
    } catch (AwsServiceException e) {
      return e;
    }
    throw new AssertionError("the call did not fail");
  }

  private Call call(String service, Credentials credentials) {
    return Objects.requireNonNull(calls(credentials).get(service));
  }

  private Map<String, Call> calls(Credentials credentials) {
    var kms = aws.client(KmsClient.builder(), credentials);
    var secrets = aws.client(SecretsManagerClient.builder(), credentials);
    var ssm = aws.client(SsmClient.builder(), credentials);
    var ses = aws.client(SesV2Client.builder(), credentials);
    var sns = aws.client(SnsClient.builder(), credentials);
    var s3 = aws.client(S3Client.builder().forcePathStyle(true), credentials);
    var sqs = aws.client(SqsClient.builder(), credentials);
    var events = aws.client(EventBridgeClient.builder(), credentials);
    var database = aws.dataApi();
    return Map.of(
        "kms", c -> kms.generateRandom(r -> r.numberOfBytes(8).overrideConfiguration(c)),
        "secretsmanager",
            c ->
                secrets.getSecretValue(
                    r -> r.secretId(aws.masterSecret()).overrideConfiguration(c)),
        "ssm", c -> ssm.getParameters(r -> r.names("none").overrideConfiguration(c)),
        "ses",
            c ->
                ses.putSuppressedDestination(r ->
                    r.emailAddress("suppressed@example.com")
                        .reason("BOUNCE")
                        .overrideConfiguration(c)),
        "sns",
            c ->
                sns.checkIfPhoneNumberIsOptedOut(
                    r -> r.phoneNumber("+436641234567").overrideConfiguration(c)),
        "s3", c -> s3.listBuckets(r -> r.overrideConfiguration(c)),
        "sqs", c -> sqs.listQueues(r -> r.overrideConfiguration(c)),
        "events",
            c ->
                events.putEvents(r ->
                    r.entries(e -> e.source("acme").detailType("x").detail("{}"))
                        .overrideConfiguration(c)),
        "rds-data",
            c ->
                database.executeStatement(r ->
                    r.resourceArn(TestingAws.CLUSTER)
                        .secretArn(aws.masterSecret())
                        .database(TestingAws.DATABASE)
                        .sql("select 1")
                        .overrideConfiguration(c)));
  }
}
