package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.sqs.SqsService.Known;
import dev.cellwright.localcell.sqs.SqsService.Sender;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The operations on a queue as a whole. Queues are made by the template only.
record QueueOperations(Queues queues) {
  private static final int LARGEST_PAGE = 1000;

  Map<String, Known> all() {
    return Map.of(
        "GetQueueUrl", new Known(Set.of("QueueName", "QueueOwnerAWSAccountId"), this::url),
        "GetQueueAttributes", new Known(Set.of("QueueUrl", "AttributeNames"), this::attributes),
        "ListQueues", new Known(Set.of("QueueNamePrefix", "MaxResults", "NextToken"), this::list),
        "PurgeQueue", new Known(Set.of("QueueUrl"), this::purge));
  }

  private Prepared url(Input input, Sender sender) {
    var queue = queues.ofName(input.text("QueueName"));
    var owner = input.optionalText("QueueOwnerAWSAccountId");
    if (queue == null || (owner != null && !owner.equals(queues.place().account()))) {
      throw SqsErrors.noQueue();
    }
    return new Prepared(
        List.of(new Need("sqs:GetQueueUrl", queue.arn(), Map.of())),
        () -> Json.object().put("QueueUrl", queues.urlOf(queue.name())));
  }

  private Prepared attributes(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    var asked = input.texts("AttributeNames");
    return new Prepared(
        List.of(new Need("sqs:GetQueueAttributes", queue.arn(), Map.of())),
        () -> {
          var known = attributesOf(queue);
          for (var name : asked) {
            if (!name.equals("All") && !OPTIONAL.contains(name) && !known.containsKey(name)) {
              throw SqsErrors.invalidAttribute(name);
            }
          }
          known.keySet().removeIf(name -> !asked.contains("All") && !asked.contains(name));
          var answer = Json.object();
          if (!known.isEmpty()) {
            known.forEach(answer.putObject("Attributes")::put);
          }
          return answer;
        });
  }

  private static final Set<String> OPTIONAL = Set.of("RedrivePolicy", "Policy");

  private Map<String, String> attributesOf(Queue queue) throws SQLException {
    var depth = queues.depth(queue);
    var settings = queue.settings();
    var all = new TreeMap<String, String>();
    all.put("QueueArn", queue.arn());
    all.put("ApproximateNumberOfMessages", String.valueOf(depth.visible()));
    all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(depth.inFlight()));
    all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(depth.delayed()));
    all.put("VisibilityTimeout", String.valueOf(settings.visibilityTimeout().toSeconds()));
    all.put("DelaySeconds", String.valueOf(settings.delay().toSeconds()));
    all.put("MessageRetentionPeriod", String.valueOf(settings.retention().toSeconds()));
    all.put("ReceiveMessageWaitTimeSeconds", String.valueOf(settings.receiveWait().toSeconds()));
    all.put("MaximumMessageSize", String.valueOf(settings.maximumMessageSize()));
    var redrive = settings.redrive();
    if (redrive != null) {
      all.put(
          "RedrivePolicy",
          Json.object()
              .put("deadLetterTargetArn", redrive.deadLetterArn())
              .put("maxReceiveCount", redrive.maxReceiveCount())
              .toString());
    }
    var policy = queue.policy();
    if (policy != null) {
      all.put("Policy", policy.document().toString());
    }
    return all;
  }

  private Prepared list(Input input, Sender sender) {
    var prefix = Objects.requireNonNullElse(input.optionalText("QueueNamePrefix"), "");
    var after = Objects.requireNonNullElse(input.optionalText("NextToken"), "");
    var most = input.number("MaxResults", LARGEST_PAGE);
    if (most < 1 || most > LARGEST_PAGE) {
      throw SqsErrors.invalid("MaxResults is 1 to " + LARGEST_PAGE);
    }
    return new Prepared(
        List.of(new Need("sqs:ListQueues", queues.place().arn("sqs", "*"), Map.of())),
        () -> {
          var rest =
              queues.all().stream()
                  .map(Queue::name)
                  .filter(name -> name.startsWith(prefix) && name.compareTo(after) > 0)
                  .toList();
          var page = rest.subList(0, Math.min(most, rest.size()));
          var answer = Json.object();
          var urls = answer.putArray("QueueUrls");
          page.forEach(name -> urls.add(queues.urlOf(name)));
          if (page.size() < rest.size()) {
            answer.put("NextToken", page.getLast());
          }
          return answer;
        });
  }

  private Prepared purge(Input input, Sender sender) {
    var queue = queues.ofUrl(input.text("QueueUrl"));
    return new Prepared(
        List.of(new Need("sqs:PurgeQueue", queue.arn(), Map.of())),
        () -> {
          if (!queue.mayPurge(System.currentTimeMillis())) {
            throw new AwsError(
                "PurgeQueueInProgress",
                400,
                "Only one PurgeQueue operation on %s is allowed every 60 seconds."
                    .formatted(queue.name()));
          }
          queues.purge(queue);
          return Json.object();
        });
  }
}
