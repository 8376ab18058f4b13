package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That a subject stands in a relation to an object: what is granted and revoked.
///
/// @param condition null where it always holds
@Doc("A subject's relation to an object")
record Tuple(
    @Doc("The object's type") @Text(max = 64) String namespace,
    UUID objectId,
    @Text(max = 64) String relation,
    TupleSubject subject,
    @Nullable TupleCondition condition) {

  ObjectNode json() {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("namespace", namespace)
            .put("object_id", objectId.toString())
            .put("relation", relation);
    json.set("subject", subject.json());
    if (condition != null) {
      var named = json.putObject("condition").put("name", condition.name());
      if (condition.context() != null) {
        named.set("context", condition.context());
      }
    }
    return json;
  }
}
