package dev.cellwright.localcell.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The entries of a batch request: one to ten, each with an id of its own.
final class Batch {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");
  private static final int MOST = 10;

  private Batch() {}

  record Entry(String id, Input input) {}

  static List<Entry> of(Input input, Set<String> members) {
    var given = input.list("Entries");
    if (given.isEmpty()) {
      throw error("EmptyBatchRequest", "There should be at least one entry in the request.");
    }
    if (given.size() > MOST) {
      throw error(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are 10. You have sent %d."
              .formatted(given.size()));
    }
    var entries = new ArrayList<Entry>();
    var ids = new HashSet<String>();
    for (var each : given) {
      if (!(each instanceof ObjectNode object)) {
        throw new AwsError("SerializationException", 400, "an entry is no object");
      }
      var entry = Input.of(object, members);
      var id = entry.text("Id");
      if (!ID.matcher(id).matches()) {
        throw error(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
                + " It can be at most 80 letters long.");
      }
      if (!ids.add(id)) {
        throw error("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
      }
      entries.add(new Entry(id, entry));
    }
    return entries;
  }

  static ObjectNode failed(String id, AwsError error) {
    return Json.object()
        .put("Id", id)
        .put("SenderFault", true)
        .put("Code", SqsErrors.ours(error.name()))
        .put("Message", error.getMessage());
  }

  private static AwsError error(String name, String message) {
    return new AwsError(name, 400, message);
  }
}
