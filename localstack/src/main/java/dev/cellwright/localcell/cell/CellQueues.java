package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.sqs.QueueSettings;
import dev.cellwright.localcell.sqs.QueueSettings.Redrive;
import dev.cellwright.localcell.sqs.Queues;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the queues of a template, with their policies.
record CellQueues(CellTemplate template, Queues queues) {
  private static final Set<String> KNOWN =
      Set.of(
          "QueueName",
          "VisibilityTimeout",
          "DelaySeconds",
          "MessageRetentionPeriod",
          "ReceiveMessageWaitTimeSeconds",
          "MaximumMessageSize",
          "RedrivePolicy",
          "RedriveAllowPolicy",
          "SqsManagedSseEnabled",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds",
          "FifoQueue",
          "Tags");

  void make() {
    template.ofType("AWS::SQS::Queue").forEach(this::queue);
    template.ofType("AWS::SQS::Queue").forEach(this::checkRedrive);
    var withPolicy = new HashSet<String>();
    template.ofType("AWS::SQS::QueuePolicy").forEach(each -> policy(each, withPolicy));
  }

  private void queue(Resource resource) {
    var properties = Properties.of(template, resource, KNOWN);
    if (properties.path("FifoQueue").asBoolean()) {
      throw new CellProblem(
          resource + " is a FIFO queue: the local cell has standard queues, fair by message group");
    }
    try {
      queues.create(template.name(resource), settings(properties));
    } catch (IllegalArgumentException e) {
      throw new CellProblem(resource + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new CellProblem(resource + " can't be made: " + e.getMessage(), e);
    }
  }

  private static QueueSettings settings(JsonNode properties) {
    var usual = QueueSettings.USUAL;
    return new QueueSettings(
        seconds(properties, "VisibilityTimeout", usual.visibilityTimeout()),
        seconds(properties, "DelaySeconds", usual.delay()),
        seconds(properties, "MessageRetentionPeriod", usual.retention()),
        seconds(properties, "ReceiveMessageWaitTimeSeconds", usual.receiveWait()),
        properties.path("MaximumMessageSize").asInt(usual.maximumMessageSize()),
        redrive(properties.path("RedrivePolicy")));
  }

  private static Duration seconds(JsonNode properties, String name, Duration usual) {
    return Duration.ofSeconds(properties.path(name).asLong(usual.toSeconds()));
  }

  private static @Nullable Redrive redrive(JsonNode policy) {
    return policy.isMissingNode()
        ? null
        : new Redrive(
            policy.path("deadLetterTargetArn").asText(), policy.path("maxReceiveCount").asInt());
  }

  /// The queue of dead letters exists and lets this one send them there.
  private void checkRedrive(Resource resource) {
    var target = template.resolve(resource).path("RedrivePolicy").path("deadLetterTargetArn");
    if (target.isMissingNode()) {
      return;
    }
    var deadLetters =
        template
            .ofType("AWS::SQS::Queue")
            .filter(each -> template.arn(each).equals(target.asText()))
            .findFirst()
            .orElseThrow(() ->
                new CellProblem(
                    resource
                        + " sends dead letters to "
                        + target.asText()
                        + ", which no template makes"));
    var allow = template.resolve(deadLetters).path("RedriveAllowPolicy");
    var allowed =
        switch (allow.path("redrivePermission").asText("allowAll")) {
          case "allowAll" -> true;
          case "byQueue" ->
              allow
                  .path("sourceQueueArns")
                  .valueStream()
                  .anyMatch(each -> each.asText().equals(template.arn(resource)));
          default -> false;
        };
    if (!allowed) {
      throw new CellProblem(
          deadLetters + " takes no dead letters of " + resource + ": see its RedriveAllowPolicy");
    }
  }

  private void policy(Resource resource, Set<String> withPolicy) {
    var properties = Properties.of(template, resource, Set.of("Queues", "PolicyDocument"));
    for (var url : properties.path("Queues")) {
      var name = url.asText().substring(url.asText().lastIndexOf('/') + 1);
      if (!withPolicy.add(name)) {
        throw new CellProblem(resource + " is a second policy of the queue " + name);
      }
      try {
        queues.allow(queues.arnOf(name), properties.path("PolicyDocument"));
      } catch (IllegalArgumentException e) {
        throw new CellProblem(resource + ": " + e.getMessage(), e);
      }
    }
  }
}
