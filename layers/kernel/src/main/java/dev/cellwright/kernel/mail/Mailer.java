package dev.cellwright.kernel.mail;

import dev.cellwright.kernel.mail.Sending.Rejected;
import dev.cellwright.kernel.mail.Sending.Sent;
import dev.cellwright.kernel.mail.Sending.Throttled;
import dev.cellwright.kernel.mail.Sending.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/// Sends mail through SES, from the cell's own address.
///
/// A mail whose sending was taken, but whose answer was lost, is sent again: somebody may get it
/// twice. What is sent belongs behind the command that decides it, never before.
public final class Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

  private final SesV2Client ses;
  private final String from;

  /// @param ses with the time limits of a request
  /// @param from the cell's address, which SES has verified
  /// @throws IllegalStateException for a sender that is no address
  public Mailer(SesV2Client ses, String from) {
    var sender = WireAddress.of(from);
    if (sender == null) {
      throw new IllegalStateException("the cell's sender is no mail address");
    }
    this.ses = ses;
    this.from = sender.text();
  }

  /// Sends a mail; takes 8 seconds at most. Only a function whose module declares
  /// [dev.cellwright.kernel.CellResource#EMAIL] may.
  public Sending send(Mail mail) {
    var to = WireAddress.of(mail.to());
    if (to == null) {
      return new Rejected();
    }
    try {
      return new Sent(ses.sendEmail(request(mail, to)).messageId());
    } catch (AwsServiceException e) {
      return meaning(e);
    } catch (SdkClientException e) {
      LOG.warn("SES gave no answer: {}", e.getClass().getSimpleName());
      return new Unavailable();
    }
  }

  private SendEmailRequest request(Mail mail, WireAddress to) {
    return SendEmailRequest.builder()
        .fromEmailAddress(from)
        .destination(destination -> destination.toAddresses(to.text()))
        .content(content(mail))
        .build();
  }

  /// The simple form: SES makes the headers itself, and encodes what is not ASCII.
  private static EmailContent content(Mail mail) {
    var html = mail.html();
    return EmailContent.builder()
        .simple(message ->
            message
                .subject(utf8(mail.subject()))
                .body(body -> body.text(utf8(mail.text())).html(html == null ? null : utf8(html))))
        .build();
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
