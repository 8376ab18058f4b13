package dev.cellwright.localcell.events;

import dev.cellwright.localcell.sqs.AsyncInvocations;
import dev.cellwright.localcell.sqs.MessageAttributes;
import dev.cellwright.localcell.sqs.Outgoing;
import dev.cellwright.localcell.sqs.Queues;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Brings an event to a target of a rule, or to the target's dead-letter queue.
///
/// Queue and function are in this process: what can't be delivered now could not be later either,
/// so nothing is tried again.
record Delivery(Queues queues, AsyncInvocations functions) {
  static final String PRINCIPAL = "events.amazonaws.com";

  private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
  private static final Pattern GROUP = Pattern.compile("[!-~]{1,128}");
  private static final String DELIVERED = "delivered";

  /// Within the transaction; answers `delivered` or what went wrong, and adds the queues that got
  /// something.
  String deliver(
      Connection connection, Event event, EventRule rule, EventTarget target, Set<String> arrived)
      throws SQLException {
    String body;
    try {
      body = EventForm.apply(target.form(), event.envelope(), event.json(), rule);
    } catch (IllegalArgumentException e) {
      return undelivered(connection, event, rule, target, "INVALID_JSON", e.getMessage(), arrived);
    }
    var message = Outgoing.of(body, PRINCIPAL, group(event, target), event.trace());
    if (target.isFunction()) {
      arrived.add(functions.enqueue(connection, target.arn(), message));
      return DELIVERED;
    }
    if (!queues.lets(PRINCIPAL, target.arn(), rule.arn())) {
      return undelivered(
          connection,
          event,
          rule,
          target,
          "NO_PERMISSIONS",
          "the policy of the queue does not let the rule send to it",
          arrived);
    }
    if (!queues.takes(target.arn(), message)) {
      return undelivered(
          connection, event, rule, target, "MESSAGE_TOO_LARGE", "more than a queue takes", arrived);
    }
    queues.enqueue(connection, target.arn(), message);
    arrived.add(target.arn());
    return DELIVERED;
  }

  /// A path that leads to no usable group leaves the message without one.
  private static @Nullable String group(Event event, EventTarget target) {
    var groupId = target.groupId();
    if (groupId == null || !EventPath.isOne(groupId)) {
      return groupId;
    }
    var found = EventPath.of(groupId).in(event.json());
    var text = found.isValueNode() && !found.isNull() ? found.asText() : "";
    return GROUP.matcher(text).matches() ? text : null;
  }

  private String undelivered(
      Connection connection,
      Event event,
      EventRule rule,
      EventTarget target,
      String code,
      @Nullable String reason,
      Set<String> arrived)
      throws SQLException {
    LOG.log(
        System.Logger.Level.ERROR,
        "the rule {0} can''t send the event {1} to {2}: {3}",
        rule.name(),
        event.id(),
        target.arn(),
        reason);
    var deadLetters = target.deadLetterArn();
    if (deadLetters == null || !queues.lets(PRINCIPAL, deadLetters, rule.arn())) {
      return code;
    }
    queues.enqueue(
        connection,
        deadLetters,
        Outgoing.of(event.envelope(), PRINCIPAL, null, event.trace())
            .with(
                MessageAttributes.texts(
                    "ERROR_CODE",
                    code,
                    "ERROR_MESSAGE",
                    String.valueOf(reason),
                    "RULE_ARN",
                    rule.arn(),
                    "TARGET_ARN",
                    target.arn())));
    arrived.add(deadLetters);
    return code;
  }
}
