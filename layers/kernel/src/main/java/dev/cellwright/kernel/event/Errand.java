package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the cell's operator may have a module do, by invoking the function behind its queue:
/// `{"Errand": "verify", …}`. Nobody is asked for permission, and nothing of a tenant's is
/// answered.
@FunctionalInterface
public interface Errand {

  /// @param asked the whole of what the operator said
  /// @return what the operator is told: numbers and ids, no personal data
  ObjectNode run(JsonNode asked);
}
