package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The operation `SendEmail`, with simple content.
record SendEmail(Mailbox mailbox) {
  private static final Set<String> CHARSETS = Set.of("UTF-8", "US-ASCII", "ISO-8859-1");
  private static final int MOST_RECIPIENTS = 50;
  private static final Set<String> MEMBERS =
      Set.of(
          "FromEmailAddress",
          "Destination",
          "Content",
          "ReplyToAddresses",
          "ConfigurationSetName",
          "EmailTags");
  private static final Set<String> DESTINATION =
      Set.of("ToAddresses", "CcAddresses", "BccAddresses");

  AwsOperation prepare(byte[] body) {
    var input = Input.of(body, MEMBERS);
    var sender = Address.of(input.text("FromEmailAddress"));
    var recipients = recipients(object(input, "Destination", DESTINATION));
    var content = object(input, "Content", Set.of("Simple"));
    var message = object(content, "Simple", Set.of("Subject", "Body", "Headers"));
    var subject = text(message, "Subject");
    var parts = object(message, "Body", Set.of("Text", "Html"));
    var plain = parts.has("Text") ? text(parts, "Text") : null;
    var html = parts.has("Html") ? text(parts, "Html") : null;
    if (plain == null && html == null) {
      throw bad("the Body has neither Text nor Html");
    }
    if (subject.chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw bad("Control characters are not allowed in the subject");
    }
    var headers = new LinkedHashMap<>(MailHeaders.replyTo(input.texts("ReplyToAddresses")));
    headers.putAll(MailHeaders.headers(message));
    var tags = MailHeaders.tags(input);
    var identity = mailbox.identityOf(sender);
    var named = input.optionalText("ConfigurationSetName");
    return new AwsOperation(
        needs(sender, identity, named),
        () -> {
          if (identity == null) {
            throw notVerified(sender);
          }
          var id = UUID.randomUUID() + "-000000";
          mailbox.send(
              new SentMail(
                  id,
                  mailbox.clock().instant(),
                  sender.bare(),
                  recipients,
                  subject,
                  plain,
                  html,
                  mailbox.configurationSet(named, identity),
                  headers,
                  tags,
                  List.of()));
          return MailService.sent(id);
        });
  }

  /// For the identity, and for the configuration set where one is named.
  private List<Need> needs(Address sender, @Nullable String identity, @Nullable String named) {
    var resource = mailbox.arn(Objects.requireNonNullElse(identity, sender.bare()));
    return named == null
        ? List.of(need(sender, resource))
        : List.of(need(sender, resource), need(sender, mailbox.configurationSetArn(named)));
  }

  private static Need need(Address sender, String resource) {
    return new Need(
        "ses:SendEmail",
        resource,
        Map.of(
            "ses:FromAddress",
            sender.bare(),
            "ses:FromDisplayName",
            sender.name(),
            "ses:ApiVersion",
            "2"));
  }

  private AwsError notVerified(Address sender) {
    return new AwsError(
        "MessageRejected",
        400,
        "Email address is not verified. The following identities failed the check in region %s: %s"
            .formatted(mailbox.region().toUpperCase(Locale.ROOT), sender.bare()));
  }

  private static List<String> recipients(Input destination) {
    var all =
        Stream.of("ToAddresses", "CcAddresses", "BccAddresses")
            .flatMap(kind -> destination.texts(kind).stream())
            .map(text -> Address.of(text).bare())
            .toList();
    if (all.isEmpty()) {
      throw bad("Missing required header 'To'.");
    }
    if (all.size() > MOST_RECIPIENTS) {
      throw bad("Recipient count exceeds " + MOST_RECIPIENTS + ".");
    }
    return all;
  }

  private static Input object(Input in, String name, Set<String> known) {
    var object = in.optionalObject(name);
    if (object == null) {
      throw bad("the member " + name + " is required");
    }
    return Input.of(object, known);
  }

  /// Data in a charset; 7-bit ASCII where none is said.
  private static String text(Input in, String name) {
    var content = object(in, name, Set.of("Data", "Charset"));
    var data = content.text("Data");
    var charset = Objects.requireNonNullElse(content.optionalText("Charset"), "US-ASCII");
    if (!CHARSETS.contains(charset.toUpperCase(Locale.ROOT))) {
      throw bad("the local cell knows the charsets " + CHARSETS + ", not " + charset);
    }
    if (!Charset.forName(charset).newEncoder().canEncode(data)) {
      throw bad("the " + name + " can't be written in " + charset);
    }
    return data;
  }

  static AwsError bad(String message) {
    return new AwsError("BadRequestException", 400, message);
  }
}
