package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who has a relation to an object.
@Doc("Who of a type has a relation to an object")
record SubjectsQuestion(
    @Text(max = 64) String namespace,
    UUID objectId,
    @Text(max = 64) String relation,
    @Doc("Users, unless given") @Nullable @Text(max = 64) String type,
    @Nullable @Size(maxBytes = 4096, maxDepth = 5) ObjectNode context) {

  ObjectNode json() {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("namespace", namespace)
            .put("object_id", objectId.toString())
            .put("relation", relation);
    if (type != null) {
      json.put("type", type);
    }
    if (context != null) {
      json.set("context", context);
    }
    return json;
  }
}
