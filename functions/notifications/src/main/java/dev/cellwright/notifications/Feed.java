package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;

/// What happened in a person's room behind a number.
@Doc(
    "What a WebSocket would have been sent behind a number; with reset, read everything anew and go on from sequence")
@Cleared(Clearance.PUBLIC)
record Feed(long sequence, boolean reset, List<ObjectNode> messages, boolean more) {}
