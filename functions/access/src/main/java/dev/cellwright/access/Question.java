package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether a subject holds a relation to an object, or a permission on it.
///
/// @param subject null for whoever asks
@Doc("May a subject do something with a thing?")
record Question(
    @Doc("The object's type") @Text(max = 64) String namespace,
    UUID objectId,
    @Doc("A relation or a permission: viewer, edit, task:edit") @Nullable @Text(max = 64)
        String relation,
    @Doc("The same as relation, of which one is given") @Nullable @Text(max = 64) String permission,
    @Doc("Whoever asks, unless given") @Nullable TupleSubject subject,
    @Doc("Values for the parameters of conditions") @Nullable @Size(maxBytes = 4096, maxDepth = 5)
        ObjectNode context) {

  /// What is wrong with how it says what is asked; null where it does so, and once.
  @Nullable String fault() {
    if (relation == null && permission == null) {
      return "is required, or permission in its place";
    }
    return relation == null || permission == null
        ? null
        : "can't stand beside permission: one of them says what is asked";
  }

  /// What is wrong with it, by the name of the field that says what is asked.
  FieldError named(FieldError error) {
    return permission != null && error.field().equals("relation")
        ? new FieldError("permission", error.message())
        : error;
  }

  ObjectNode json() {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("namespace", namespace)
            .put("object_id", objectId.toString())
            .put("relation", relation != null ? relation : permission);
    if (subject != null) {
      json.set("subject", subject.json());
    }
    if (context != null) {
      json.set("context", context);
    }
    return json;
  }
}
