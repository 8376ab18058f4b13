package dev.cellwright.testing.bench.events;

import com.fasterxml.jackson.databind.JsonNode;

/// What a cell answered.
record Reply(String request, int status, JsonNode body) {

  /// @throws IllegalStateException on any other status
  Reply expect(int expected) {
    if (status != expected) {
      throw new IllegalStateException("%s answered %d %s".formatted(request, status, body));
    }
    return this;
  }
}
