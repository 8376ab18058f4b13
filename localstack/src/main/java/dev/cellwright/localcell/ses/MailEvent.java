package dev.cellwright.localcell.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.Place;
import dev.cellwright.localcell.ses.SentMail.Fate;
import java.time.Instant;
import java.util.UUID;

/// What SES tells of a mail, in the form of its event publishing.
///
/// @param type as a configuration set's destination matches it
/// @param detailType as EventBridge calls it
record MailEvent(String type, String detailType, Instant at, ObjectNode detail) {

  static MailEvent sent(SentMail mail, Place place, String sourceArn) {
    var detail = detail("Send", mail, place, sourceArn);
    detail.putObject("send");
    return new MailEvent("send", "Email Sent", mail.at(), detail);
  }

  static MailEvent of(Fate fate, SentMail mail, Place place, String sourceArn) {
    return switch (fate.outcome()) {
      case DELIVERED -> delivered(fate, detail("Delivery", mail, place, sourceArn));
      case BOUNCED -> bounced(fate, "General", detail("Bounce", mail, place, sourceArn));
      case SUPPRESSED ->
          bounced(
              fate,
              Simulator.isOne(fate.recipient()) ? "Suppressed" : "OnAccountSuppressionList",
              detail("Bounce", mail, place, sourceArn));
      case COMPLAINED -> complained(fate, mail, detail("Complaint", mail, place, sourceArn));
    };
  }

  private static MailEvent delivered(Fate fate, ObjectNode detail) {
    var delivery = detail.putObject("delivery").put("timestamp", fate.at().toString());
    delivery.put("processingTimeMillis", 0);
    delivery.putArray("recipients").add(fate.recipient());
    delivery.put("smtpResponse", "250 2.0.0 OK");
    delivery.put("reportingMTA", "localhost");
    return new MailEvent("delivery", "Email Delivered", fate.at(), detail);
  }

  private static MailEvent bounced(Fate fate, String subType, ObjectNode detail) {
    var bounce = detail.putObject("bounce");
    bounce.put("feedbackId", UUID.randomUUID() + "-000000");
    bounce.put("bounceType", "Permanent").put("bounceSubType", subType);
    var recipient = bounce.putArray("bouncedRecipients").addObject();
    recipient.put("emailAddress", fate.recipient()).put("action", "failed");
    recipient.put("status", "5.1.1").put("diagnosticCode", "smtp; 550 5.1.1 user unknown");
    bounce.put("timestamp", fate.at().toString()).put("reportingMTA", "dns; localhost");
    return new MailEvent("bounce", "Email Bounced", fate.at(), detail);
  }

  private static MailEvent complained(Fate fate, SentMail mail, ObjectNode detail) {
    var complaint = detail.putObject("complaint");
    complaint.put("feedbackId", UUID.randomUUID() + "-000000");
    complaint.putNull("complaintSubType");
    complaint.putArray("complainedRecipients").addObject().put("emailAddress", fate.recipient());
    complaint.put("timestamp", fate.at().toString());
    complaint.put("userAgent", "local cell").put("complaintFeedbackType", "abuse");
    complaint.put("arrivalDate", mail.at().toString());
    return new MailEvent("complaint", "Email Complaint Received", fate.at(), detail);
  }

  private static ObjectNode detail(String type, SentMail mail, Place place, String sourceArn) {
    var detail = Json.object().put("eventType", type);
    var told = detail.putObject("mail");
    told.put("timestamp", mail.at().toString()).put("source", mail.from());
    told.put("sourceArn", sourceArn).put("sendingAccountId", place.account());
    told.put("messageId", mail.id());
    mail.to().forEach(told.putArray("destination")::add);
    told.put("headersTruncated", false);
    var headers = told.putArray("headers");
    headers.addObject().put("name", "From").put("value", mail.from());
    headers.addObject().put("name", "Subject").put("value", mail.subject());
    mail.headers()
        .forEach((name, value) -> headers.addObject().put("name", name).put("value", value));
    var common = told.putObject("commonHeaders");
    common.putArray("from").add(mail.from());
    mail.to().forEach(common.putArray("to")::add);
    common.put("messageId", mail.id()).put("subject", mail.subject());
    var tags = told.putObject("tags");
    tags.putArray("ses:operation").add("SendEmail");
    tags.putArray("ses:configuration-set").add(mail.configurationSet());
    tags.putArray("ses:from-domain").add(mail.from().replaceFirst(".*@", ""));
    mail.tags().forEach((name, value) -> tags.putArray(name).add(value));
    return detail;
  }
}
