package dev.cellwright.localcell.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.iam.Credentials;
import dev.cellwright.localcell.iam.Use;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

class MailboxTest {
  private static final String SENDER = "no-reply@acme.example";
  private static final String IDENTITY =
      "arn:aws:ses:eu-central-1:111122223333:identity/acme.example";

  private final TestingAws aws = TestingAws.usual();
  private final Mailbox mailbox = aws.front().mailbox();
  private final SesV2Client ses = aws.client(SesV2Client.builder(), aws.everything());
  private final String anna = "anna." + UUID.randomUUID() + "@example.com";

  MailboxTest() {
    mailbox.verify("acme.example");
  }

  @Test
  void aMailIsKeptAsItWasWritten() throws Exception {
    var id = ses.sendEmail(mail(m -> {})).messageId();

    var sent = mailbox.sentTo(anna);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().id()).isEqualTo(id);
    assertThat(sent.getFirst().from()).isEqualTo(SENDER);
    assertThat(sent.getFirst().to()).containsExactly(anna);
    assertThat(sent.getFirst().subject()).isEqualTo("Für Änna 🐈");
    assertThat(sent.getFirst().text())
        .isEqualTo("Zwei Zeilen,\nund ein Link: https://x/?token=a&b");
    assertThat(sent.getFirst().html()).isNull();
  }

  @Test
  void theNewestComesFirstAndAnAddressIsFoundWhateverItsCase() throws Exception {
    ses.sendEmail(mail(m -> {}));
    var second = ses.sendEmail(mail(m -> {})).messageId();

    var sent = mailbox.sentTo(anna.toUpperCase(java.util.Locale.ROOT));

    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst().id()).isEqualTo(second);
    assertThat(mailbox.sent()).extracting(SentMail::id).contains(second);
  }

  @Test
  void mailOutlivesTheFront() throws Exception {
    var id = ses.sendEmail(mail(m -> {})).messageId();

    try (var restarted = TestingAws.with(DataApiLimits.AWS)) {
      assertThat(restarted.front().mailbox().sentTo(anna))
          .extracting(SentMail::id)
          .containsExactly(id);
    }
  }

  @Test
  void aSenderNobodyVerifiedIsRefused() throws Exception {
    assertThatThrownBy(() -> ses.sendEmail(mail(m -> m.fromEmailAddress("no-reply@other.example"))))
        .isInstanceOf(MessageRejectedException.class)
        .hasMessageContaining("Email address is not verified");

    assertThat(mailbox.sentTo(anna)).isEmpty();
  }

  @Test
  void aRoleSendsFromTheAddressItIsAllowedAndFromNoOther() {
    var allowed = client(credentialsFor(SENDER));

    allowed.sendEmail(mail(m -> {}));

    assertThat(aws.callers().used()).contains(new Use(TestingAws.ROLE, "ses:SendEmail", IDENTITY));
    assertThatThrownBy(() -> allowed.sendEmail(mail(m -> m.fromEmailAddress("boss@acme.example"))))
        .isInstanceOfSatisfying(
            SesV2Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(e).hasMessageContaining("ses:SendEmail").hasMessageContaining(IDENTITY);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@localhost",
        "anna example@example.com",
        "anna@example.com, berta@example.com",
        "anna@example.com\r\nBcc: berta@example.com",
        "änna@example.com",
        "anna@exämple.com",
        "anna@example..com",
      })
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> ses.sendEmail(mail(m -> m.destination(to -> to.toAddresses(address)))))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void fiftyRecipientsAreTheMost() throws Exception {
    ses.sendEmail(mail(m -> m.destination(to -> to.ccAddresses(Collections.nCopies(50, anna)))));

    assertThatThrownBy(() ->
            ses.sendEmail(
                mail(m ->
                    m.destination(
                        to -> to.ccAddresses(Collections.nCopies(50, anna)).bccAddresses(anna)))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Recipient count exceeds 50.");
    assertThatThrownBy(() -> ses.sendEmail(mail(m -> m.destination(to -> {}))))
        .isInstanceOf(BadRequestException.class);
    assertThat(mailbox.sentTo(anna)).hasSize(1);
  }

  @Test
  void aMessageNeedsASubjectAndABodyInACharsetThatHoldsThem() {
    var ascii = Content.builder().data("Für Änna").build();
    var plain = utf8("plain");

    for (var body :
        List.<Consumer<SendEmailRequest.Builder>>of(
            m -> m.content(content -> {}),
            m -> m.content(content -> content.simple(message -> message.subject(plain))),
            m -> m.content(content -> content.simple(message -> message.body(text(plain)))),
            m ->
                m.content(content ->
                    content.simple(message -> message.subject(plain).body(Body.builder().build()))),
            m ->
                m.content(
                    content -> content.simple(message -> message.subject(ascii).body(text(plain)))),
            m ->
                m.content(content ->
                    content.simple(
                        message -> message.subject(utf8("a\r\nBcc: b@c.de")).body(text(plain)))))) {
      assertThatThrownBy(() -> ses.sendEmail(mail(body))).isInstanceOf(BadRequestException.class);
    }
  }

  @Test
  void whatTheLocalCellDoesNotKnowIsLoud() {
    assertThatThrownBy(() -> ses.sendEmail(mail(m -> m.feedbackForwardingEmailAddress(anna))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("FeedbackForwardingEmailAddress");
    assertThatThrownBy(() ->
            ses.sendEmail(
                mail(m -> m.content(content -> content.template(t -> t.templateName("welcome"))))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Template");
    assertThatThrownBy(() -> ses.listEmailIdentities(request -> {}))
        .isInstanceOf(SesV2Exception.class)
        .hasMessageContaining("/v2/email/identities");
  }

  @Test
  void aFaultMakesTheNextCallGoWrong() throws Exception {
    aws.faults().inject("ses", "SendEmail", Faults.Kind.THROTTLE, 1);
    aws.faults().inject("ses", null, Faults.Kind.FAIL, 1);

    assertThatThrownBy(() -> ses.sendEmail(mail(m -> {})))
        .isInstanceOfSatisfying(
            AwsServiceException.class, e -> assertThat(e.isThrottlingException()).isTrue());
    assertThatThrownBy(() -> ses.sendEmail(mail(m -> {})))
        .isInstanceOfSatisfying(
            AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
    assertThat(mailbox.sentTo(anna)).isEmpty();
  }

  private SendEmailRequest mail(Consumer<SendEmailRequest.Builder> change) {
    return SendEmailRequest.builder()
        .fromEmailAddress(SENDER)
        .destination(to -> to.toAddresses(anna))
        .content(content ->
            content.simple(message ->
                message
                    .subject(utf8("Für Änna 🐈"))
                    .body(text(utf8("Zwei Zeilen,\nund ein Link: https://x/?token=a&b")))))
        .applyMutation(change)
        .build();
  }

  private static Body text(Content text) {
    return Body.builder().text(text).build();
  }

  private static Content utf8(String data) {
    return Content.builder().charset("UTF-8").data(data).build();
  }

  private SesV2Client client(Credentials credentials) {
    return aws.client(SesV2Client.builder(), credentials);
  }

  private Credentials credentialsFor(String sender) {
    return aws.credentials(
        """
        {"Statement": {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "%s",
         "Condition": {"StringEquals": {"ses:FromAddress": "%s"}}}}\
        """
            .formatted(IDENTITY, sender));
  }
}
