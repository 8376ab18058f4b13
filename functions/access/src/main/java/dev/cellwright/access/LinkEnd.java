package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;

/// One end of a link.
@Doc("A thing of any module")
@Cleared(Clearance.PUBLIC)
record LinkEnd(@Doc("An entity type: task, team") @Text(max = 64) String type, UUID id) {

  ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("id", id.toString());
  }
}
