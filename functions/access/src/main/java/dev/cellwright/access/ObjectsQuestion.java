package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// To which things a subject has a relation.
@Doc("The things of a type to which a subject has a relation")
record ObjectsQuestion(
    @Text(max = 64) String namespace,
    @Text(max = 64) String relation,
    @Doc("Whoever asks, unless given") @Nullable TupleSubject subject,
    @Nullable @Size(maxBytes = 4096, maxDepth = 5) ObjectNode context) {

  ObjectNode json() {
    var json =
        JsonNodeFactory.instance.objectNode().put("namespace", namespace).put("relation", relation);
    if (subject != null) {
      json.set("subject", subject.json());
    }
    if (context != null) {
      json.set("context", context);
    }
    return json;
  }
}
