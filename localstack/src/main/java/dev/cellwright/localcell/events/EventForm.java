package dev.cellwright.localcell.events;

import com.fasterxml.jackson.databind.JsonNode;

/// What of an event a target gets.
public sealed interface EventForm {

  /// All of it.
  record Whole() implements EventForm {}

  /// Always the same, as `Input` says.
  record Constant(String json) implements EventForm {}

  /// What a path leads to.
  record Part(String path) implements EventForm {}

  /// A text made from parts of it.
  record Transformed(InputTransformer transformer) implements EventForm {}

  /// The text that the target gets. `envelope` is the event as it is written, `event` as it is
  /// read.
  static String apply(EventForm form, String envelope, JsonNode event, EventRule rule) {
    return switch (form) {
      case Whole() -> envelope;
      case Constant(var json) -> json;
      case Part(var path) -> EventPath.of(path).in(event).toString();
      case Transformed(var transformer) -> transformer.apply(envelope, event, rule);
    };
  }
}
