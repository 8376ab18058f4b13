package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.Shortened;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.mail.Mail;
import dev.cellwright.kernel.mail.Mailer;
import dev.cellwright.kernel.mail.Sending;
import dev.cellwright.notifications.EmailStore.Settlement;
import dev.cellwright.notifications.EmailStore.Taken;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a letter and sends it. It is taken under a lease first, and noted afterwards: after a
/// crash in between it is sent once more, under the same id, when the lease is over.
final class SendEmail {
  private static final Logger LOG = LoggerFactory.getLogger(SendEmail.class);
  private static final UUID NO_ORGANIZATION = new UUID(0, 0);

  /// In SES's tags: which mail it was, so that what is told of it finds its way back.
  static final String TAG_EMAIL = "email";

  static final String TAG_ORGANIZATION = "organization";

  private final Database database;
  private final Mailer mailer;
  private final String product;
  private final @Nullable String cellUrl;

  SendEmail(Kernel kernel) {
    database = kernel.database();
    mailer = kernel.mailer();
    product = kernel.cell().product();
    cellUrl = kernel.environment().find("CELL_URL");
  }

  /// @throws IllegalStateException while somebody else has it, so that it comes again
  void send(UUID letter) {
    var outcome = database.run(Command.of(EmailStore.take(letter)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    var taken = outcome.row(0, Taken.class);
    switch (taken.state()) {
      case "taken" -> settle(EmailStore.settle(letter, sent(letter, taken)));
      case "done" -> {}
      default -> throw new IllegalStateException(letter + " is being sent by another");
    }
  }

  private Settlement sent(UUID letter, Taken taken) {
    var texts =
        MailTexts.best(
            Objects.requireNonNull(taken.texts())
                .path("list")
                .valueStream()
                .map(SendEmail::texts)
                .toList(),
            Objects.requireNonNull(taken.locale()));
    if (texts == null) {
      return Settlement.failed("no module has the template " + taken.template());
    }
    var variables =
        StandardVariables.added(
            Objects.requireNonNull(taken.variables()), taken.organization(), taken.name(), cellUrl);
    return switch (RenderMail.render(texts, variables)) {
      case RenderMail.Outcome.Refused(var field, var message) -> {
        LOG.warn("{} can't be written: {} of {}", letter, field, taken.template());
        yield Settlement.failed(field + ": " + message);
      }
      case RenderMail.Outcome.Rendered rendered -> handedOver(letter, taken, texts, rendered);
    };
  }

  private Settlement handedOver(
      UUID letter, Taken taken, MailTexts texts, RenderMail.Outcome.Rendered rendered) {
    var mail =
        new Mail(
            Objects.requireNonNull(taken.address()),
            rendered.subject(),
            rendered.text(),
            rendered.html(),
            envelope(letter, taken));
    return switch (mailer.send(mail)) {
      case Sending.Sent(var id) -> settlement("sent", id, texts, rendered, null);
      case Sending.Rejected() ->
          settlement("failed", null, texts, rendered, "SES rejects the address or the sender");
      case Sending.Throttled() ->
          settlement("again", null, texts, rendered, "SES sends no more at present");
      case Sending.Unavailable() ->
          settlement("again", null, texts, rendered, "SES gave no answer");
    };
  }

  private Mail.Envelope envelope(UUID letter, Taken taken) {
    var organization =
        Objects.requireNonNullElse(RequestScope.current().organization(), NO_ORGANIZATION);
    var stop =
        taken.stopLink() == null || cellUrl == null
            ? null
            : cellUrl + EmailRoutes.UNSUBSCRIBE + "?token=" + taken.stopLink();
    return new Mail.Envelope(
        sender(taken.organization()),
        null,
        stop,
        Map.of(TAG_EMAIL, letter.toString(), TAG_ORGANIZATION, organization.toString()));
  }

  /// With the product's name, so that an organization can't pass for somebody else.
  private String sender(@Nullable String organization) {
    var name = organization == null ? "" : organization.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
    return name.isBlank() ? product : Shortened.to(40, name.strip()) + " via " + product;
  }

  private static Settlement settlement(
      String result,
      @Nullable String messageId,
      MailTexts texts,
      RenderMail.Outcome.Rendered rendered,
      @Nullable String reason) {
    return new Settlement(
        result, messageId, rendered.subject(), texts.locale(), rendered.missing(), reason);
  }

  private static MailTexts texts(JsonNode json) {
    return new MailTexts(
        json.path("locale").asText(),
        json.path("own").asBoolean(),
        json.path("subject").asText(),
        json.path("body_html").asText(),
        json.path("body_text").textValue());
  }

  private void settle(Step step) {
    var outcome = database.run(Command.of(step));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
