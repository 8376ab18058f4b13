package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import dev.cellwright.localcell.sqs.SqsService.Known;
import dev.cellwright.localcell.sqs.SqsService.Sender;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Moves dead letters back. On AWS a task takes its time; here it is over when it is answered.
final class MoveOperations {
  private static final int REMEMBERED = 10;

  /// A task fails when it comes to a message that does not say where it came from, and nobody said
  /// where it goes.
  private record Task(@Nullable String destinationArn, int moved, int left, Instant startedAt) {
    boolean failed() {
      return destinationArn == null && left > 0;
    }
  }

  private final Queues queues;
  private final Map<String, Deque<Task>> tasks = new HashMap<>();

  MoveOperations(Queues queues) {
    this.queues = queues;
  }

  Map<String, Known> all() {
    return Map.of(
        "StartMessageMoveTask", new Known(Set.of("SourceArn", "DestinationArn"), this::start),
        "ListMessageMoveTasks", new Known(Set.of("SourceArn", "MaxResults"), this::list));
  }

  private Prepared start(Input input, Sender sender) {
    var source = byArn(input.text("SourceArn"));
    var destinationArn = input.optionalText("DestinationArn");
    var destination = destinationArn == null ? null : byArn(destinationArn);
    var sources = queues.deadLetters().sourcesOf(source);
    if (sources.isEmpty()) {
      throw SqsErrors.invalid("Source queue must be configured as a Dead Letter Queue.");
    }
    var needs = new ArrayList<Need>();
    for (var action :
        List.of("StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes")) {
      needs.add(new Need("sqs:" + action, source.arn(), Map.of()));
    }
    for (var to : destination == null ? sources : List.of(destination)) {
      needs.add(new Need("sqs:SendMessage", to.arn(), Map.of()));
    }
    return new Prepared(
        needs,
        () -> {
          var moved = queues.deadLetters().move(source, destination);
          remember(source, new Task(destinationArn, moved.messages(), moved.left(), Instant.now()));
          return Json.object().put("TaskHandle", UUID.randomUUID().toString());
        });
  }

  private synchronized void remember(Queue source, Task task) {
    var latest = tasks.computeIfAbsent(source.arn(), _ -> new ArrayDeque<>());
    latest.addFirst(task);
    if (latest.size() > REMEMBERED) {
      latest.removeLast();
    }
  }

  private Prepared list(Input input, Sender sender) {
    var source = byArn(input.text("SourceArn"));
    var most = input.number("MaxResults", 1);
    if (most < 1 || most > REMEMBERED) {
      throw SqsErrors.invalid("MaxResults is 1 to " + REMEMBERED);
    }
    return new Prepared(
        List.of(new Need("sqs:ListMessageMoveTasks", source.arn(), Map.of())),
        () -> {
          var answer = Json.object();
          var results = answer.putArray("Results");
          for (var task : latest(source, most)) {
            var json =
                results
                    .addObject()
                    .put("Status", task.failed() ? "FAILED" : "COMPLETED")
                    .put("SourceArn", source.arn())
                    .put("ApproximateNumberOfMessagesMoved", task.moved())
                    .put("ApproximateNumberOfMessagesToMove", task.moved() + task.left())
                    .put("StartedTimestamp", task.startedAt().toEpochMilli());
            if (task.failed()) {
              json.put("FailureReason", "CouldNotDetermineMessageSource");
            }
            if (task.destinationArn() != null) {
              json.put("DestinationArn", task.destinationArn());
            }
          }
          return answer;
        });
  }

  private synchronized List<Task> latest(Queue source, int most) {
    return tasks.getOrDefault(source.arn(), new ArrayDeque<>()).stream().limit(most).toList();
  }

  private Queue byArn(String arn) {
    var queue = queues.find(arn);
    if (queue == null || queues.ofName(queue.name()) == null) {
      throw new AwsError(
          "ResourceNotFoundException",
          404,
          "The resource that you specified for the SourceArn parameter doesn't exist.");
    }
    return queue;
  }
}
