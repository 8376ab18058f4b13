package dev.cellwright.localcell.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;

class SnsTest {
  private static final String GOOGLE = "arn:aws:sns:eu-central-1:111122223333:app/GCM/acme";
  private static final String APPLE = "arn:aws:sns:eu-central-1:111122223333:app/APNS/acme";
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:alarms";

  private final TestingAws aws = TestingAws.usual();
  private final Sns sns = aws.front().sns();
  private final SnsClient client = aws.client(SnsClient.builder(), aws.everything());
  private final String token = UUID.randomUUID().toString();
  private final String phone = "+4366412" + ThreadLocalRandom.current().nextInt(100_000, 1_000_000);

  @Test
  void pushesThePlatformsPartOfAMessageToADevice() throws Exception {
    var endpoint = endpoint();

    var id =
        client
            .publish(request ->
                request
                    .targetArn(endpoint)
                    .messageStructure("json")
                    .message(
                        """
                        {"default": "You have mail", "APNS": "{}",
                         "GCM": "{\\"notification\\": {\\"title\\": \\"Für Änna & <Berta>\\"}}"}
                        """))
            .messageId();

    var pushes = sns.pushes(endpoint);
    assertThat(pushes).hasSize(1);
    assertThat(pushes.getFirst().id()).isEqualTo(id);
    assertThat(pushes.getFirst().token()).isEqualTo(token);
    assertThat(pushes.getFirst().payload())
        .isEqualTo("{\"notification\": {\"title\": \"Für Änna & <Berta>\"}}");
    assertThat(sns.pushes(token)).isEqualTo(pushes);
  }

  @Test
  void pushesOutliveTheFrontAndTheNewestComesFirst() throws Exception {
    var endpoint = endpoint();
    client.publish(request -> request.targetArn(endpoint).message("one"));
    client.publish(request -> request.targetArn(endpoint).message("two"));

    try (var restarted = TestingAws.with(DataApiLimits.AWS)) {
      assertThat(restarted.front().sns().pushes(endpoint))
          .extracting(Push::payload)
          .containsExactly("two", "one");
    }
  }

  @Test
  void makesOneEndpointOfAToken() {
    var first = endpoint();

    assertThat(endpoint()).isEqualTo(first);
    assertThatThrownBy(() ->
            client.createPlatformEndpoint(request ->
                request.platformApplicationArn(GOOGLE).token(token).customUserData("other")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining(first)
        .hasMessageContaining("already exists with the same Token");
  }

  @Test
  void aDisabledEndpointIsRefusedUntilItIsEnabledWithItsNewToken() throws Exception {
    var endpoint = endpoint();
    sns.uninstall(endpoint);

    assertThatThrownBy(() -> client.publish(request -> request.targetArn(endpoint).message("x")))
        .isInstanceOf(EndpointDisabledException.class);
    assertThat(attributes(endpoint)).containsEntry("Enabled", "false");
    client.setEndpointAttributes(request ->
        request
            .endpointArn(endpoint)
            .attributes(Map.of("Enabled", "true", "Token", "new-" + token)));
    client.publish(request -> request.targetArn(endpoint).message("x"));

    assertThat(attributes(endpoint))
        .containsExactlyInAnyOrderEntriesOf(Map.of("Enabled", "true", "Token", "new-" + token));
    assertThat(sns.pushes(endpoint)).hasSize(1);
  }

  @Test
  void aDeletedEndpointIsGoneAndDeletingItAgainIsNoError() {
    var endpoint = endpoint();

    client.deleteEndpoint(request -> request.endpointArn(endpoint));
    client.deleteEndpoint(request -> request.endpointArn(endpoint));

    assertThatThrownBy(() -> attributes(endpoint)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> client.publish(request -> request.targetArn(endpoint).message("x")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("No endpoint found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "a b",
        "zz00000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesWhatIsNoTokenOfApple(String malformed) {
    assertThatThrownBy(() ->
            client.createPlatformEndpoint(
                request -> request.platformApplicationArn(APPLE).token(malformed)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Token");
  }

  @Test
  void refusesApplicationsThatAreNotOfThisAccountOrOfNoKnownPlatform() {
    assertThatThrownBy(() ->
            client.createPlatformEndpoint(request ->
                request.platformApplicationArn(GOOGLE.replace("1111", "9999")).token(token)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() ->
            client.createPlatformEndpoint(request ->
                request.platformApplicationArn(GOOGLE.replace("GCM", "BAIDU")).token(token)))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void sendsATextMessage() throws Exception {
    client.publish(request ->
        request
            .phoneNumber(phone)
            .message("Ihr Code: 123 456 €")
            .messageAttributes(
                Map.of(
                    "AWS.SNS.SMS.SenderID", text("Acme"),
                    "AWS.SNS.SMS.SMSType", text("Transactional"))));

    var sms = sns.sms(phone);
    assertThat(sms).hasSize(1);
    assertThat(sms.getFirst().text()).isEqualTo("Ihr Code: 123 456 €");
    assertThat(sms.getFirst().sender()).isEqualTo("Acme");
    assertThat(sms.getFirst().type()).isEqualTo("Transactional");
    assertThat(sms.getFirst().outcome()).isEqualTo("delivered");
  }

  @Test
  void whoAnsweredStopGetsNothing() throws Exception {
    assertThat(isOptedOut()).isFalse();
    sns.optOut(phone, true);

    client.publish(request -> request.phoneNumber(phone).message("x"));

    assertThat(isOptedOut()).isTrue();
    assertThat(sns.sms(phone).getFirst().outcome()).isEqualTo("opted out");
    sns.optOut(phone, false);
    assertThat(isOptedOut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0664123456", "+43", "+43 664 123456", "+0664123456", "+4366412345678901"})
  void refusesWhatIsNoPhoneNumber(String malformed) {
    assertThatThrownBy(() -> client.publish(request -> request.phoneNumber(malformed).message("x")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void refusesWhatIsTooLongOrMalformed() throws Exception {
    var endpoint = endpoint();

    client.publish(request -> request.phoneNumber(phone).message("€".repeat(1600)));
    assertThatThrownBy(
            () -> client.publish(request -> request.phoneNumber(phone).message("€".repeat(1601))))
        .isInstanceOf(InvalidParameterException.class);
    client.publish(request -> request.targetArn(endpoint).message("x".repeat(256 * 1024)));
    assertThatThrownBy(() ->
            client.publish(
                request -> request.targetArn(endpoint).message("x".repeat(256 * 1024 + 1))))
        .isInstanceOf(InvalidParameterException.class);
    for (var message :
        new String[] {
          "no JSON", "[]", "{\"APNS\": \"{}\"}", "{\"GCM\": {}}", "{\"GCM\": \"[]\"}"
        }) {
      assertThatThrownBy(() ->
              client.publish(
                  request -> request.targetArn(endpoint).messageStructure("json").message(message)))
          .as(message)
          .isInstanceOf(InvalidParameterException.class);
    }
    assertThatThrownBy(() ->
            client.publish(request ->
                request
                    .phoneNumber(phone)
                    .message("x")
                    .messageAttributes(Map.of("AWS.SNS.SMS.SenderID", text("12345678901234")))))
        .isInstanceOf(InvalidParameterException.class);
    assertThat(sns.sms(phone)).hasSize(1);
    assertThat(sns.pushes(endpoint)).hasSize(1);
  }

  @Test
  void publishesToATopicThatTheTemplateMakes() throws Exception {
    sns.addTopic(TOPIC);
    var subject = "alarm " + token;

    client.publish(request -> request.topicArn(TOPIC).subject(subject).message("it burns"));

    assertThat(sns.pushes(TOPIC)).extracting(Push::subject).contains(subject);
    assertThatThrownBy(() -> client.publish(request -> request.topicArn(TOPIC + "2").message("x")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void enforcesTheRoleOfTheCaller() throws Exception {
    var allowed = endpoint();
    var narrow =
        aws.client(
            SnsClient.builder(),
            aws.credentials(
                """
                {"Statement": {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:*:*:endpoint/*"}}
                """));

    narrow.publish(request -> request.targetArn(allowed).message("x"));

    assertThatThrownBy(() -> narrow.publish(request -> request.phoneNumber(phone).message("x")))
        .isInstanceOfSatisfying(
            AuthorizationErrorException.class, e -> assertThat(e.statusCode()).isEqualTo(403))
        .hasMessageContaining("sns:Publish on resource: " + phone);
    assertThatThrownBy(() ->
            narrow.createPlatformEndpoint(
                request -> request.platformApplicationArn(GOOGLE).token(token)))
        .isInstanceOf(AuthorizationErrorException.class);
    assertThat(sns.sms(phone)).isEmpty();
  }

  @Test
  void whatTheLocalCellDoesNotKnowIsLoud() {
    assertThatThrownBy(() -> client.listTopics())
        .isInstanceOf(SnsException.class)
        .hasMessageContaining("ListTopics");
    assertThatThrownBy(() ->
            client.publish(
                request -> request.topicArn(TOPIC).message("x").messageDeduplicationId("once")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("MessageDeduplicationId");
  }

  @Test
  void aFaultMakesTheNextCallGoWrong() throws Exception {
    aws.faults().inject("sns", "Publish", Faults.Kind.THROTTLE, 1);
    aws.faults().inject("sns", null, Faults.Kind.FAIL, 1);

    assertThatThrownBy(() -> client.publish(request -> request.phoneNumber(phone).message("x")))
        .isInstanceOfSatisfying(
            AwsServiceException.class, e -> assertThat(e.isThrottlingException()).isTrue());
    assertThatThrownBy(() -> client.publish(request -> request.phoneNumber(phone).message("x")))
        .isInstanceOfSatisfying(
            AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
    assertThat(sns.sms(phone)).isEmpty();
  }

  private String endpoint() {
    return client
        .createPlatformEndpoint(request -> request.platformApplicationArn(GOOGLE).token(token))
        .endpointArn();
  }

  private Map<String, String> attributes(String endpoint) {
    return client.getEndpointAttributes(request -> request.endpointArn(endpoint)).attributes();
  }

  private boolean isOptedOut() {
    return client.checkIfPhoneNumberIsOptedOut(request -> request.phoneNumber(phone)).isOptedOut();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
