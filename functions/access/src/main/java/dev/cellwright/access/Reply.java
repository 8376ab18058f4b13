package dev.cellwright.access;

import dev.cellwright.kernel.shape.FieldError;
import java.util.UUID;

/// What a question about access comes to.
///
/// @param <T> the answer
sealed interface Reply<T> {
  record Told<T>(T answer) implements Reply<T> {}

  /// The model has no such thing.
  record NotInModel<T>(FieldError error) implements Reply<T> {}

  /// The caller doesn't see the object.
  record NotThere<T>() implements Reply<T> {}

  /// Something else that the question names isn't there for the caller.
  record Missing<T>(String type, UUID id) implements Reply<T> {}

  /// A link needs what would be taken away.
  record NeededByLink<T>(UUID link) implements Reply<T> {}

  /// It would make a cycle.
  record Cycle<T>() implements Reply<T> {}

  /// It would nest deeper than a decision goes.
  record TooDeep<T>() implements Reply<T> {}

  /// It is others' access, and the caller doesn't share the object.
  record NotYours<T>() implements Reply<T> {}

  /// Why there is no answer.
  ///
  /// @throws IllegalStateException for an ending that no question has
  static <T> Reply<T> refused(String ending, String field, String message) {
    return switch (ending) {
      case "invalid" -> new NotInModel<>(new FieldError(field, message));
      case "no_object" -> new NotThere<>();
      case "missing" -> new Missing<>(field, UUID.fromString(message));
      case "needed" -> new NeededByLink<>(UUID.fromString(message));
      case "cycle" -> new Cycle<>();
      case "depth" -> new TooDeep<>();
      case "not_yours" -> new NotYours<>();
      default -> throw new IllegalStateException("unexpected ending: " + ending);
    };
  }
}
