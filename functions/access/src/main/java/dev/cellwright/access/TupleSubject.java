package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whom a tuple is about.
///
/// @param relation whose holders are meant, as in `team#member`; null for the thing itself
@Doc("Who has something: a user, or all who stand in a relation to a thing")
@Cleared(Clearance.PUBLIC)
record TupleSubject(
    @Text(max = 64) String type,
    UUID id,
    @Doc("Whose holders are meant: member of a team, assignee of a role") @Nullable @Text(max = 64)
        String relation) {

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode().put("type", type).put("id", id.toString());
    if (relation != null) {
      json.put("relation", relation);
    }
    return json;
  }
}
