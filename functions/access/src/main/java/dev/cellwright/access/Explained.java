package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;

/// Why a subject may or may not.
@Cleared(Clearance.PUBLIC)
record Explained(
    boolean allowed,
    @Doc("The way of a yes; of a no, everything that failed and what was needed") ObjectNode why) {

  static Explained of(ObjectNode told) {
    return new Explained(told.path("result").asText().equals("true"), told);
  }
}
