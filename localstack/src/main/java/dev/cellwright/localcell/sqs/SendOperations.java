package dev.cellwright.localcell.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.sqs.SqsService.Known;
import dev.cellwright.localcell.sqs.SqsService.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sending, one message or a batch of up to ten.
record SendOperations(Queues queues) {
  private static final Pattern GROUP = Pattern.compile("[!-~]{1,128}");
  private static final String TRACE = "AWSTraceHeader";

  Map<String, Known> all() {
    var message =
        Set.of(
            "QueueUrl",
            "MessageBody",
            "DelaySeconds",
            "MessageAttributes",
            "MessageSystemAttributes",
            "MessageGroupId");
    return Map.of(
        "SendMessage", new Known(message, this::send),
        "SendMessageBatch", new Known(Set.of("QueueUrl", "Entries"), this::sendBatch));
  }

  private Prepared send(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    var message = message(queue, input, sender);
    return new Prepared(
        needs(queue),
        () -> answer(Json.object(), message, queues.send(queue, List.of(message)).getFirst()));
  }

  private record Entry(String id, Outgoing message) {}

  private Prepared sendBatch(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    var entries = new ArrayList<Entry>();
    var answer = Json.object();
    var successful = answer.putArray("Successful");
    var failed = answer.putArray("Failed");
    for (var each : Batch.of(input, MEMBERS_OF_ENTRY)) {
      try {
        entries.add(new Entry(each.id(), message(queue, each.input(), sender)));
      } catch (AwsError e) {
        failed.add(Batch.failed(each.id(), e));
      }
    }
    if (entries.stream().mapToLong(each -> each.message().size()).sum()
        > QueueSettings.LARGEST_MESSAGE) {
      throw new AwsError(
          "BatchRequestTooLong",
          400,
          "Batch requests cannot be longer than %d bytes."
              .formatted(QueueSettings.LARGEST_MESSAGE));
    }
    return new Prepared(
        needs(queue),
        () -> {
          var messages = entries.stream().map(Entry::message).toList();
          var ids = messages.isEmpty() ? List.<UUID>of() : queues.send(queue, messages);
          for (var i = 0; i < ids.size(); i++) {
            var sent = successful.addObject().put("Id", entries.get(i).id());
            answer(sent, messages.get(i), ids.get(i));
          }
          return answer;
        });
  }

  private static final Set<String> MEMBERS_OF_ENTRY =
      Set.of(
          "Id",
          "MessageBody",
          "DelaySeconds",
          "MessageAttributes",
          "MessageSystemAttributes",
          "MessageGroupId");

  private static List<Need> needs(Queue queue) {
    return List.of(new Need("sqs:SendMessage", queue.arn(), Map.of()));
  }

  private static Outgoing message(Queue queue, Input input, Sender sender) {
    var body = input.text("MessageBody");
    if (body.isEmpty()) {
      throw new AwsError(
          "MissingParameter", 400, "The request must contain the parameter MessageBody.");
    }
    if (!MessageText.isAllowed(body)) {
      throw SqsErrors.invalidContents(
          "Invalid characters found. Valid characters are those of XML.");
    }
    var group = input.optionalText("MessageGroupId");
    if (group != null && !GROUP.matcher(group).matches()) {
      throw SqsErrors.invalid("MessageGroupId is 1 to 128 letters, digits and punctuation.");
    }
    var system = MessageAttributes.of(input.optionalObject("MessageSystemAttributes"));
    var message =
        new Outgoing(
            body,
            MessageAttributes.of(input.optionalObject("MessageAttributes")),
            sender.roleArn(),
            group,
            trace(system, sender),
            delay(input));
    if (message.size() > queue.settings().maximumMessageSize()) {
      throw SqsErrors.invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
              .formatted(queue.settings().maximumMessageSize()));
    }
    return message;
  }

  /// The attribute that says it, or the trace of the call.
  private static @Nullable String trace(MessageAttributes system, Sender sender) {
    for (var each : system.json().properties()) {
      if (!each.getKey().equals(TRACE)) {
        throw SqsErrors.invalid("The system attribute " + each.getKey() + " is not known.");
      }
      return each.getValue().path("StringValue").asText();
    }
    return sender.trace();
  }

  private static @Nullable Duration delay(Input input) {
    if (!input.has("DelaySeconds")) {
      return null;
    }
    var delay = input.number("DelaySeconds", 0);
    if (delay < 0 || delay > QueueSettings.LONGEST_DELAY.toSeconds()) {
      throw SqsErrors.invalid(
          "Value %d for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."
              .formatted(delay));
    }
    return Duration.ofSeconds(delay);
  }

  private static ObjectNode answer(ObjectNode answer, Outgoing message, UUID id) {
    answer.put("MessageId", id.toString()).put("MD5OfMessageBody", MessageText.md5(message.body()));
    if (!message.attributes().isEmpty()) {
      answer.put("MD5OfMessageAttributes", message.attributes().md5());
    }
    return answer;
  }
}
