package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;

/// A change of who is related to what, to be thought through. Relations that a module reads from
/// its own tables can be changed in thought too: a task's assignee, a team's member, a tier.
@Doc("A tuple that would come or go")
record TupleChange(
    @OneOf({"add", "remove"}) String change,
    @Text(max = 64) String namespace,
    UUID objectId,
    @Text(max = 64) String relation,
    TupleSubject subject) {

  ObjectNode json() {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("change", change)
            .put("namespace", namespace)
            .put("object_id", objectId.toString())
            .put("relation", relation);
    json.set("subject", subject.json());
    return json;
  }
}
