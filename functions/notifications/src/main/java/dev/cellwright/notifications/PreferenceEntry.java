package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the events that a pattern means are to be told.
@Doc(
    "How to tell of an event type such as task.assigned, of all of an entity (task.*), or of all (*)")
record PreferenceEntry(
    @Text(max = 100) String eventType,
    @Doc("Left out: as before") @OneOf({"in_app", "email", "push", "sms", "webhook"}) @Size(max = 5)
        @Nullable List<String> channels,
    @Nullable Boolean muted) {

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode().put("event_type", eventType);
    if (channels != null) {
      var list = json.putArray("channels");
      channels.stream().distinct().forEach(list::add);
    }
    if (muted != null) {
      json.put("muted", muted);
    }
    return json;
  }
}
