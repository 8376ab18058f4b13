package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;

/// A type of events, as it is answered.
@Doc("A type of events that may be subscribed to")
@Cleared(Clearance.PUBLIC)
record EventTypeShown(
    String type,
    int version,
    @Doc("The module that publishes it") String module,
    @Doc("JSON Schema of the `data` member") ObjectNode schema) {

  /// All of them.
  @Doc("Every type of events that may be subscribed to")
  @Cleared(Clearance.PUBLIC)
  record All(List<EventTypeShown> data) {}
}
