package dev.cellwright.kernel.http;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the value of a parameter, in a path or a query, may be.
public sealed interface ParameterType {
  /// A UUID, in any case.
  record Id() implements ParameterType {}

  /// Text of so many characters, counted in code points; never with NUL, which PostgreSQL can't
  /// store.
  record Words(int min, int max) implements ParameterType {}

  /// Text of a form.
  ///
  /// @param regex what all of it must match; it must not be able to backtrack for long
  /// @param message what to say of other text: "must be …"
  record Form(String regex, int max, String message) implements ParameterType {}

  /// One of these values.
  record Choice(List<String> values) implements ParameterType {
    public Choice {
      values = List.copyOf(values);
    }
  }

  /// The collection of an entity type, in a path: `tasks`. A gateway and the documents have the
  /// route once for each collection of the cell; see [CollectionRoutes].
  ///
  /// @param linkable whether only things are meant that can be linked
  record Collection(boolean linkable) implements ParameterType {}

  /// What an entity's collection looks like.
  String COLLECTION = "[a-z][a-z0-9-]{0,49}";

  /// How UUIDs are written.
  String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  static ParameterType uuid() {
    return new Id();
  }

  static ParameterType text(int min, int max) {
    return new Words(min, max);
  }

  static ParameterType matching(String regex, int max, String message) {
    return new Form(regex, max, message);
  }

  static ParameterType oneOf(String... values) {
    return new Choice(List.of(values));
  }

  static ParameterType collection() {
    return new Collection(false);
  }

  static ParameterType linkableCollection() {
    return new Collection(true);
  }

  /// What is wrong with a value, or null.
  default @Nullable String problem(String value) {
    return switch (this) {
      case Id() -> matches(UUID_FORM, value) ? null : "must be a UUID";
      case Words(var min, var max) -> {
        var characters = value.codePointCount(0, value.length());
        if (value.indexOf('\0') >= 0) {
          yield "must not hold a NUL character";
        }
        yield characters >= min && characters <= max
            ? null
            : "must have " + min + " to " + max + " characters";
      }
      case Form(var regex, var max, var message) ->
          value.length() <= max && matches(regex, value) ? null : message;
      case Choice(var values) ->
          values.contains(value) ? null : "must be one of " + String.join(", ", values);
      case Collection(_) -> matches(COLLECTION, value) ? null : "must be a collection";
    };
  }

  private static boolean matches(String regex, String value) {
    return Pattern.matches(regex, value);
  }
}
