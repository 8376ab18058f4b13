package dev.cellwright.kernel.shape;

/// What a JSON Merge Patch (RFC 7396) says of one field.
public sealed interface Change<T> {
  /// The patch doesn't name the field.
  record Keep<T>() implements Change<T> {}

  /// The patch sets the field to null.
  record Clear<T>() implements Change<T> {}

  /// The patch gives the field a value.
  record To<T>(T value) implements Change<T> {}

  static <T> Change<T> keep() {
    return new Keep<>();
  }
}
