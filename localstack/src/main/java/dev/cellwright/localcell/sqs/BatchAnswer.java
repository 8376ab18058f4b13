package dev.cellwright.localcell.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Json;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// What a function that reports batch item failures answered.
sealed interface BatchAnswer {

  /// These failed; the others are done.
  record Failures(Set<String> ids) implements BatchAnswer {}

  /// It can't be told which failed.
  record Malformed(String reason) implements BatchAnswer {}

  static BatchAnswer of(byte[] payload, Set<String> batch) {
    if (payload.length == 0) {
      return new Failures(Set.of());
    }
    JsonNode answer;
    try {
      answer = Json.MAPPER.readTree(payload);
    } catch (IOException _) {
      return new Malformed("no JSON");
    }
    if (answer.isNull()) {
      return new Failures(Set.of());
    }
    if (!answer.isObject()) {
      return new Malformed("no JSON object");
    }
    var failures = answer.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return new Failures(Set.of());
    }
    return failures.isArray()
        ? ofItems(failures, batch)
        : new Malformed("batchItemFailures that is no list");
  }

  private static BatchAnswer ofItems(JsonNode failures, Set<String> batch) {
    var ids = new HashSet<String>();
    for (var each : failures) {
      var id = each.path("itemIdentifier").asText();
      if (!batch.contains(id)) {
        return new Malformed("an itemIdentifier that is none of its messages");
      }
      ids.add(id);
    }
    return new Failures(ids);
  }
}
