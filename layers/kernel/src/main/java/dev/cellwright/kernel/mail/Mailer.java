package dev.cellwright.kernel.mail;

import dev.cellwright.kernel.mail.Sending.Rejected;
import dev.cellwright.kernel.mail.Sending.Sent;
import dev.cellwright.kernel.mail.Sending.Throttled;
import dev.cellwright.kernel.mail.Sending.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/// Sends mail through SES, from the cell's own address.
///
/// A mail whose sending was taken, but whose answer was lost, is sent again: somebody may get it
/// twice. What is sent belongs behind the command that decides it, never before.
public final class Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

  private final Supplier<SesV2Client> ses;
  private final String from;
  private final @Nullable String configurationSet;

  /// @param ses with the time limits of a request
  /// @param from the cell's address, which SES has verified
  /// @throws IllegalStateException for a sender that is no address
  public Mailer(Supplier<SesV2Client> ses, String from) {
    this(ses, from, null);
  }

  /// @param configurationSet by which SES tells what became of a mail; null for the sender's own
  /// @throws IllegalStateException for a sender that is no address
  public Mailer(Supplier<SesV2Client> ses, String from, @Nullable String configurationSet) {
    var sender = WireAddress.of(from);
    if (sender == null) {
      throw new IllegalStateException("the cell's sender is no mail address");
    }
    this.ses = ses;
    this.from = sender.text();
    this.configurationSet = configurationSet;
  }

  /// Sends a mail; takes 8 seconds at most. Only a function whose module declares
  /// [dev.cellwright.kernel.CellResource#EMAIL] may.
  public Sending send(Mail mail) {
    var to = WireAddress.of(mail.to());
    if (to == null) {
      return new Rejected();
    }
    try {
      return new Sent(ses.get().sendEmail(request(mail, to)).messageId());
    } catch (AwsServiceException e) {
      return meaning(e);
    } catch (SdkClientException e) {
      LOG.warn("SES gave no answer: {}", e.getClass().getSimpleName());
      return new Unavailable();
    }
  }

  private SendEmailRequest request(Mail mail, WireAddress to) {
    var envelope = mail.envelope();
    var replyTo = envelope.replyTo() == null ? null : WireAddress.of(envelope.replyTo());
    var sender = envelope.sender();
    return SendEmailRequest.builder()
        .fromEmailAddress(sender == null ? from : DisplayName.beside(sender, from))
        .destination(destination -> destination.toAddresses(to.text()))
        .replyToAddresses(replyTo == null ? List.of() : List.of(replyTo.text()))
        .configurationSetName(configurationSet)
        .emailTags(
            envelope.tags().entrySet().stream()
                .map(tag -> MessageTag.builder().name(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .content(content(mail))
        .build();
  }

  /// The simple form: SES makes the headers itself, and encodes what is not ASCII.
  private static EmailContent content(Mail mail) {
    var html = mail.html();
    var headers = new ArrayList<MessageHeader>();
    if (mail.envelope().unsubscribe() != null) {
      headers.add(header("List-Unsubscribe", "<" + mail.envelope().unsubscribe() + ">"));
      headers.add(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    return EmailContent.builder()
        .simple(message ->
            message
                .subject(utf8(mail.subject()))
                .headers(headers)
                .body(body -> body.text(utf8(mail.text())).html(html == null ? null : utf8(html))))
        .build();
  }

  private static MessageHeader header(String name, String value) {
    return MessageHeader.builder().name(name).value(value).build();
  }

  private static Content utf8(String text) {
    return Content.builder().charset("UTF-8").data(text).build();
  }

  /// The code alone is logged: SES's messages quote addresses.
  private static Sending meaning(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var code = details == null ? "" : String.valueOf(details.errorCode());
    LOG.warn("SES answered {} {} to {}", e.statusCode(), code, e.requestId());
    if (e.isThrottlingException()) {
      return new Throttled();
    }
    return switch (code) {
      case "TooManyRequestsException", "LimitExceededException" -> new Throttled();
      case "MessageRejected", "MailFromDomainNotVerifiedException", "BadRequestException" ->
          new Rejected();
      default -> new Unavailable();
    };
  }
}
