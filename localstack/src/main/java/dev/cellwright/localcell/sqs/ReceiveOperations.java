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
import java.util.stream.Stream;

/// Receiving, and what is done with what was received.
record ReceiveOperations(Queues queues) {
  private static final int MOST = 10;

  Map<String, Known> all() {
    return Map.of(
        "ReceiveMessage",
            new Known(
                Set.of(
                    "QueueUrl",
                    "MaxNumberOfMessages",
                    "VisibilityTimeout",
                    "WaitTimeSeconds",
                    "AttributeNames",
                    "MessageSystemAttributeNames",
                    "MessageAttributeNames"),
                this::receive),
        "DeleteMessage", new Known(Set.of("QueueUrl", "ReceiptHandle"), this::delete),
        "DeleteMessageBatch", new Known(Set.of("QueueUrl", "Entries"), this::deleteBatch),
        "ChangeMessageVisibility",
            new Known(
                Set.of("QueueUrl", "ReceiptHandle", "VisibilityTimeout"), this::changeVisibility),
        "ChangeMessageVisibilityBatch",
            new Known(Set.of("QueueUrl", "Entries"), this::changeVisibilityBatch));
  }

  private Prepared receive(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    var most = input.number("MaxNumberOfMessages", 1);
    if (most < 1 || most > MOST) {
      throw SqsErrors.invalid(
          "Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10."
              .formatted(most));
    }
    var wait =
        seconds(
            input, "WaitTimeSeconds", queue.settings().receiveWait(), QueueSettings.LONGEST_WAIT);
    var visibility = visibility(input, queue);
    var system =
        Stream.concat(
                input.texts("AttributeNames").stream(),
                input.texts("MessageSystemAttributeNames").stream())
            .toList();
    system.forEach(SystemAttributes::check);
    var attributes = input.texts("MessageAttributeNames");
    return new Prepared(
        needs(queue, "sqs:ReceiveMessage"),
        () -> {
          var answer = Json.object();
          var messages = queues.receive(queue, most, visibility, wait);
          if (!messages.isEmpty()) {
            var list = answer.putArray("Messages");
            messages.forEach(each -> list.add(json(each, system, attributes)));
          }
          return answer;
        });
  }

  private static ObjectNode json(Message message, List<String> system, List<String> attributes) {
    var json =
        Json.object()
            .put("MessageId", message.id().toString())
            .put("ReceiptHandle", message.handle().handle())
            .put("MD5OfBody", MessageText.md5(message.body()))
            .put("Body", message.body());
    var shown = SystemAttributes.of(message);
    shown.keySet().removeIf(name -> !system.contains("All") && !system.contains(name));
    if (!shown.isEmpty()) {
      shown.forEach(json.putObject("Attributes")::put);
    }
    var asked = message.attributes().only(attributes);
    if (!asked.isEmpty()) {
      json.put("MD5OfMessageAttributes", asked.md5());
      json.set("MessageAttributes", asked.json());
    }
    return json;
  }

  private Prepared delete(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    var receipt = Receipt.of(input.text("ReceiptHandle"));
    return new Prepared(
        needs(queue, "sqs:DeleteMessage"),
        () -> {
          queues.delete(queue, List.of(receipt));
          return Json.object();
        });
  }

  private Prepared deleteBatch(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    var answer = Json.object();
    var successful = answer.putArray("Successful");
    var failed = answer.putArray("Failed");
    var receipts = new ArrayList<Receipt>();
    for (var each : Batch.of(input, Set.of("Id", "ReceiptHandle"))) {
      try {
        receipts.add(Receipt.of(each.input().text("ReceiptHandle")));
        successful.addObject().put("Id", each.id());
      } catch (AwsError e) {
        failed.add(Batch.failed(each.id(), e));
      }
    }
    return new Prepared(
        needs(queue, "sqs:DeleteMessage"),
        () -> {
          queues.delete(queue, receipts);
          return answer;
        });
  }

  private Prepared changeVisibility(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    input.text("ReceiptHandle");
    return new Prepared(
        needs(queue, "sqs:ChangeMessageVisibility"),
        () -> {
          change(queue, input);
          return Json.object();
        });
  }

  private Prepared changeVisibilityBatch(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    var entries = Batch.of(input, Set.of("Id", "ReceiptHandle", "VisibilityTimeout"));
    return new Prepared(
        needs(queue, "sqs:ChangeMessageVisibility"),
        () -> {
          var answer = Json.object();
          var successful = answer.putArray("Successful");
          var failed = answer.putArray("Failed");
          for (var each : entries) {
            try {
              change(queue, each.input());
              successful.addObject().put("Id", each.id());
            } catch (AwsError e) {
              failed.add(Batch.failed(each.id(), e));
            }
          }
          return answer;
        });
  }

  private void change(Queue queue, Input input) throws Exception {
    if (!input.has("VisibilityTimeout")) {
      throw new AwsError(
          "MissingParameter", 400, "The request must contain the parameter VisibilityTimeout.");
    }
    var receipt = Receipt.of(input.text("ReceiptHandle"));
    if (!queues.changeVisibility(queue, receipt, visibility(input, queue))) {
      throw SqsErrors.notInFlight();
    }
  }

  private static Duration visibility(Input input, Queue queue) {
    return seconds(
        input,
        "VisibilityTimeout",
        queue.settings().visibilityTimeout(),
        QueueSettings.LONGEST_VISIBILITY);
  }

  private static Duration seconds(Input input, String name, Duration otherwise, Duration most) {
    if (!input.has(name)) {
      return otherwise;
    }
    var seconds = input.number(name, 0);
    if (seconds < 0 || seconds > most.toSeconds()) {
      throw SqsErrors.invalid(
          "Value %d for parameter %s is invalid. Reason: Must be between 0 and %d, if provided."
              .formatted(seconds, name, most.toSeconds()));
    }
    return Duration.ofSeconds(seconds);
  }

  private static List<Need> needs(Queue queue, String action) {
    return List.of(new Need(action, queue.arn(), Map.of()));
  }
}
