package dev.cellwright.localcell.events;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// An event on its way.
///
/// @param envelope as targets get it, with the detail as it was written
/// @param json the same, read
/// @param trace the trace header under which it was published
record Event(String id, String bus, String envelope, JsonNode json, @Nullable String trace) {}
