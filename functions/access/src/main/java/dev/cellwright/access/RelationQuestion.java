package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;

/// What a relation to an object is made of.
@Doc("A relation to an object")
record RelationQuestion(
    @Text(max = 64) String namespace, UUID objectId, @Text(max = 64) String relation) {

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("namespace", namespace)
        .put("object_id", objectId.toString())
        .put("relation", relation);
  }
}
