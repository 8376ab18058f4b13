package dev.cellwright.localcell.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.KeptEvents;
import dev.cellwright.localcell.aws.ServiceEvent;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.ses.SentMail.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.SuppressionListReason;

class MailEventsTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:mail-events";

  private final TestingAws aws = TestingAws.usual();
  private final Mailbox mailbox = aws.front().mailbox();
  private final SesV2Client ses = aws.client(SesV2Client.builder(), aws.everything());
  private final KeptEvents bus = new KeptEvents();
  private final String set = "set-" + UUID.randomUUID();
  private final String anna = "anna." + UUID.randomUUID() + "@example.com";

  MailEventsTest() {
    mailbox.verify("acme.example");
    mailbox.publishTo(bus);
    mailbox.addConfigurationSet(set);
    mailbox.addDestination(
        set, new EventDestination(Set.of("send", "bounce", "complaint", "delivery"), null));
  }

  @ParameterizedTest
  @CsvSource({
    "success@simulator.amazonses.com, Email Sent|Email Delivered",
    "ooto@simulator.amazonses.com, Email Sent|Email Delivered",
    "bounce@simulator.amazonses.com, Email Sent|Email Bounced",
    "bounce+label-7@simulator.amazonses.com, Email Sent|Email Bounced",
    "complaint@simulator.amazonses.com, Email Sent|Email Delivered|Email Complaint Received",
    "suppressionlist@simulator.amazonses.com, Email Sent|Email Bounced",
    "anna@example.com, Email Sent|Email Delivered",
  })
  void putsWhatBecomesOfAMailOnTheBus(String address, String detailTypes) {
    send(address, m -> {});

    assertThat(bus.all())
        .extracting(ServiceEvent::detailType)
        .containsExactly(detailTypes.split("\\|", -1));
  }

  @Test
  void tellsOfABounceInTheFormOfEventPublishing() {
    var id =
        send(
            "bounce@simulator.amazonses.com",
            m -> m.emailTags(MessageTag.builder().name("tenant").value("acme").build()));

    var event = bus.all().getLast();
    assertThat(event.source()).isEqualTo("aws.ses");
    assertThat(event.resources())
        .containsExactly("arn:aws:ses:eu-central-1:111122223333:configuration-set/" + set);
    var detail = event.detail();
    assertThat(detail.path("eventType").asText()).isEqualTo("Bounce");
    assertThat(detail.at("/bounce/bounceType").asText()).isEqualTo("Permanent");
    assertThat(detail.at("/bounce/bouncedRecipients/0/emailAddress").asText())
        .isEqualTo("bounce@simulator.amazonses.com");
    assertThat(detail.at("/mail/messageId").asText()).isEqualTo(id);
    assertThat(detail.at("/mail/source").asText()).isEqualTo("no-reply@acme.example");
    assertThat(detail.at("/mail/sourceArn").asText())
        .isEqualTo("arn:aws:ses:eu-central-1:111122223333:identity/acme.example");
    assertThat(detail.at("/mail/tags/tenant/0").asText()).isEqualTo("acme");
    assertThat(detail.at("/mail/tags").path("ses:configuration-set").path(0).asText())
        .isEqualTo(set);
  }

  @Test
  void tellsNobodyOfMailWithoutAConfigurationSet() throws Exception {
    var id = send("bounce@simulator.amazonses.com", m -> m.configurationSetName(null));

    assertThat(bus.all()).isEmpty();
    assertThat(mailbox.sent())
        .filteredOn(each -> each.id().equals(id))
        .singleElement()
        .satisfies(each ->
            assertThat(each.fates())
                .extracting(SentMail.Fate::outcome)
                .containsExactly(Outcome.BOUNCED));
  }

  @Test
  void sendsOnlyTheTypesThatADestinationMatchesToATopicToo() throws Exception {
    var narrow = "narrow-" + UUID.randomUUID();
    mailbox.addConfigurationSet(narrow);
    mailbox.addDestination(narrow, new EventDestination(Set.of("complaint"), TOPIC));

    var id = send("complaint@simulator.amazonses.com", m -> m.configurationSetName(narrow));

    assertThat(bus.all()).isEmpty();
    var published = aws.front().sns().pushes(TOPIC);
    assertThat(published.getFirst().payload()).contains("\"eventType\":\"Complaint\"").contains(id);
    assertThat(published).filteredOn(each -> each.payload().contains(id)).hasSize(1);
  }

  @Test
  void aPersonMayLetAnyMailBounceAndTheAddressGetsNoneFromThenOn() throws Exception {
    var id = send(anna, m -> {});

    var ended = Objects.requireNonNull(mailbox.end(id, null, Outcome.BOUNCED));

    assertThat(ended.fates())
        .extracting(SentMail.Fate::outcome)
        .containsExactly(Outcome.DELIVERED, Outcome.BOUNCED);
    assertThat(bus.all().getLast().detailType()).isEqualTo("Email Bounced");
    send(anna, m -> {});
    assertThat(bus.all().getLast().detail().at("/bounce/bounceSubType").asText())
        .isEqualTo("OnAccountSuppressionList");
    assertThat(mailbox.end(id, "berta@example.com", Outcome.BOUNCED)).isNull();
    assertThat(mailbox.end("never", null, Outcome.BOUNCED)).isNull();
  }

  @Test
  void anAddressIsSuppressedAndTakenOffTheList() {
    ses.putSuppressedDestination(
        request -> request.emailAddress(anna).reason(SuppressionListReason.COMPLAINT));

    var found = ses.getSuppressedDestination(request -> request.emailAddress(anna));
    assertThat(found.suppressedDestination().reason()).isEqualTo(SuppressionListReason.COMPLAINT);
    send(anna, m -> {});
    assertThat(bus.all().getLast().detailType()).isEqualTo("Email Bounced");
    ses.deleteSuppressedDestination(request -> request.emailAddress(anna));
    send(anna, m -> {});
    assertThat(bus.all().getLast().detailType()).isEqualTo("Email Delivered");
    assertThatThrownBy(() -> ses.getSuppressedDestination(r -> r.emailAddress(anna)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void keepsTheHeadersThatTheSenderAdded() throws Exception {
    send(
        anna,
        m ->
            m.replyToAddresses("support@acme.example")
                .content(content ->
                    content.simple(message ->
                        message
                            .subject(text("s"))
                            .body(body -> body.text(text("t")))
                            .headers(
                                header("List-Unsubscribe", "<https://acme.example/u?t=1>"),
                                header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")))));

    assertThat(mailbox.sentTo(anna).getFirst().headers())
        .containsEntry("List-Unsubscribe", "<https://acme.example/u?t=1>")
        .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        .containsEntry("Reply-To", "support@acme.example");
  }

  @Test
  void refusesHeadersAndTagsThatMailCanNotCarry() {
    for (var header :
        List.of(
            header("X-One", "a\r\nBcc: berta@example.com"),
            header("X One", "a"),
            header("From", "boss@acme.example"))) {
      assertThatThrownBy(() ->
              send(
                  anna,
                  m ->
                      m.content(content ->
                          content.simple(message ->
                              message
                                  .subject(text("s"))
                                  .body(body -> body.text(text("t")))
                                  .headers(header)))))
          .isInstanceOf(BadRequestException.class);
    }
    assertThatThrownBy(
            () -> send(anna, m -> m.emailTags(MessageTag.builder().name("a b").value("c").build())))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> send(anna, m -> m.configurationSetName("unknown")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Configuration set <unknown> does not exist");
  }

  @Test
  void aRoleNeedsTheConfigurationSetToo() {
    var narrow =
        aws.client(
            SesV2Client.builder(),
            aws.credentials(
                """
                {"Statement": {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "arn:aws:ses:*:*:identity/*"}}
                """));

    assertThatThrownBy(() -> narrow.sendEmail(mail(anna, m -> {})))
        .isInstanceOf(SesV2Exception.class)
        .hasMessageContaining("configuration-set/" + set);
    narrow.sendEmail(mail(anna, m -> m.configurationSetName(null)));
  }

  private String send(String to, Consumer<SendEmailRequest.Builder> change) {
    return ses.sendEmail(mail(to, change)).messageId();
  }

  private SendEmailRequest mail(String to, Consumer<SendEmailRequest.Builder> change) {
    return SendEmailRequest.builder()
        .fromEmailAddress("no-reply@acme.example")
        .configurationSetName(set)
        .destination(destination -> destination.toAddresses(to))
        .content(content ->
            content.simple(
                message -> message.subject(text("s")).body(body -> body.text(text("t")))))
        .applyMutation(change)
        .build();
  }

  private static Content text(String data) {
    return Content.builder().data(data).build();
  }

  private static MessageHeader header(String name, String value) {
    return MessageHeader.builder().name(name).value(value).build();
  }
}
