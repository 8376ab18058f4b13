package dev.cellwright.localcell.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.sqs.DeadLetters;
import dev.cellwright.localcell.sqs.Message;
import dev.cellwright.localcell.sqs.Queues;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is in the queues, dead letters above all, and how these come back.
public record QueueRequests(Queues queues) implements Part {
  private static final String QUEUES = "queues/";
  private static final String REDRIVE = "/redrive";
  private static final int MESSAGES = 100;

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body)
      throws BadRequest, SQLException {
    var get = incoming.method().equals("GET");
    if (path.equals("queues")) {
      return get ? all() : Console.wrongMethod(incoming);
    }
    if (!path.startsWith(QUEUES)) {
      return null;
    }
    if (!path.endsWith(REDRIVE)) {
      return get ? one(path.substring(QUEUES.length()), incoming) : Console.wrongMethod(incoming);
    }
    return incoming.method().equals("POST")
        ? redrive(path.substring(QUEUES.length(), path.length() - REDRIVE.length()), incoming, body)
        : Console.wrongMethod(incoming);
  }

  private Reply all() throws SQLException {
    var answer = JsonNodeFactory.instance.arrayNode();
    queues.shown().forEach(each -> answer.add(json(each)));
    return Console.json(answer);
  }

  private static ObjectNode json(Queues.Shown queue) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", queue.name())
        .put("visible", queue.visible())
        .put("inFlight", queue.inFlight())
        .put("delayed", queue.delayed())
        .put("deadLetterQueue", queue.deadLetterQueue());
  }

  /// A queue with its oldest messages; looking does not count as receiving.
  private Reply one(String escapedName, Incoming incoming) throws BadRequest, SQLException {
    var name = Console.decoded(escapedName, "queue's name");
    var queue = queues.shown().stream().filter(each -> each.name().equals(name)).findFirst();
    if (queue.isEmpty()) {
      return Console.error(404, "the cell has no such queue", incoming);
    }
    var answer = json(queue.get());
    var messages = answer.putArray("messages");
    queues.peek(name, MESSAGES).forEach(each -> messages.add(json(each)));
    return Console.json(answer);
  }

  private static ObjectNode json(Message message) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", message.id().toString())
            .put("sentAt", message.sentAt().toString())
            .put("sender", message.sender())
            .put("group", message.groupId())
            .put("received", message.receiveCount())
            .put("reason", reason(message))
            .put("from", message.sourceArn());
    json.set("attributes", message.attributes().json());
    return json.put("body", message.body());
  }

  /// Why a message is where it is, by the attributes that handlers, EventBridge and Scheduler give
  /// their dead letters; null where nobody said.
  private static @Nullable String reason(Message message) {
    for (var name : List.of("reason", "ERROR_MESSAGE", "ERROR_CODE")) {
      var value = message.attributes().json().path(name).path("StringValue");
      if (value.isTextual()) {
        return value.textValue();
      }
    }
    return message.sourceArn() == null ? null : "received too often";
  }

  private Reply redrive(String escapedName, Incoming incoming, byte[] body)
      throws BadRequest, SQLException {
    JsonNode to =
        body.length == 0
            ? JsonNodeFactory.instance.missingNode()
            : Console.object(body, "to").path("to");
    if (!to.isMissingNode() && !to.isTextual()) {
      throw new BadRequest("to is a queue's name");
    }
    var name = Console.decoded(escapedName, "queue's name");
    return switch (queues.deadLetters().redrive(name, to.textValue())) {
      case DeadLetters.Redrive.Moved(var messages, var left) ->
          Console.json(
              JsonNodeFactory.instance.objectNode().put("moved", messages).put("left", left));
      case DeadLetters.Redrive.NoSuchQueue(var missing) ->
          Console.error(404, "the cell has no queue " + missing, incoming);
      case DeadLetters.Redrive.NoDeadLetterQueue() ->
          Console.error(
              409, "it is no dead-letter queue: no queue sends its messages there", incoming);
    };
  }

  @Override
  public List<Section> sections() throws SQLException {
    var all = queues.shown();
    var depths = all.stream().collect(Collectors.toMap(Queues.Shown::name, Queues.Shown::visible));
    return List.of(
        new Section(
            "Queues",
            "queues",
            List.of("queue", "waiting", "in flight", "delayed", "dead letters"),
            all.stream().map(each -> row(each, depths)).toList(),
            new Links(0, QUEUES)));
  }

  private static List<String> row(Queues.Shown queue, Map<String, Long> depths) {
    var dead = queue.deadLetterQueue();
    return List.of(
        queue.name(),
        String.valueOf(queue.visible()),
        String.valueOf(queue.inFlight()),
        String.valueOf(queue.delayed()),
        dead == null ? "" : Objects.requireNonNullElse(depths.get(dead), 0L) + " in " + dead);
  }
}
