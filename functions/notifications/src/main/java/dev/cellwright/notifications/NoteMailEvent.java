package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Unusable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes what SES tells of a mail: that it arrived, bounced, or was complained about.
final class NoteMailEvent {
  private static final Logger LOG = LoggerFactory.getLogger(NoteMailEvent.class);
  private static final UUID NO_ORGANIZATION = new UUID(0, 0);

  private record Told(String what, @Nullable String reason) {}

  private final Database database;

  NoteMailEvent(Database database) {
    this.database = database;
  }

  /// @throws Unusable for what is no event of a mail
  void note(Event event) {
    var detail = event.data().path("detail");
    var messageId = detail.at("/mail/messageId").textValue();
    if (messageId == null) {
      throw new Unusable("SES's event names no mail");
    }
    var told = told(detail);
    var tags = detail.at("/mail/tags");
    if (told == null || !tags.has(SendEmail.TAG_EMAIL)) {
      // Mail that another module sent itself, or that is only on its way.
      return;
    }
    var email = id(tags, SendEmail.TAG_EMAIL);
    var organization = id(tags, SendEmail.TAG_ORGANIZATION);
    var scope = RequestScope.current();
    (organization.equals(NO_ORGANIZATION) ? scope : scope.inOrganization(organization))
        .run(() -> note(email, messageId, told));
  }

  private void note(UUID email, String messageId, Told told) {
    var outcome =
        database.run(Command.of(EmailStore.note(email, messageId, told.what(), told.reason())));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    LOG.info("mail {} is {}", email, told.what());
  }

  /// Null for what changes nothing.
  private static @Nullable Told told(JsonNode detail) {
    return switch (detail.path("eventType").asText()) {
      case "Delivery" -> new Told("delivered", null);
      case "Bounce" -> {
        var bounce = detail.path("bounce");
        var hard = bounce.path("bounceType").asText().equals("Permanent");
        yield new Told(
            hard ? "bounced" : "soft",
            "bounce: "
                + bounce.path("bounceSubType").asText()
                + " "
                + bounce.at("/bouncedRecipients/0/diagnosticCode").asText());
      }
      case "Complaint" ->
          new Told(
              "complained", "complaint: " + detail.at("/complaint/complaintFeedbackType").asText());
      case "Reject", "Rendering Failure" -> new Told("failed", "SES rejected it");
      case "Send", "DeliveryDelay", "Open", "Click", "Subscription" -> null;
      default -> throw new Unusable("SES's event is of no known type");
    };
  }

  private static UUID id(JsonNode tags, String name) {
    try {
      return UUID.fromString(tags.path(name).path(0).asText());
    } catch (IllegalArgumentException e) {
      throw new Unusable("SES's event has a tag " + name + " that is no id");
    }
  }
}
