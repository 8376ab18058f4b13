package dev.cellwright.testing.reference;

/// What a question comes to, from the least to the most. Only `TRUE` lets pass.
enum Value {
  FALSE,
  /// It would need its own answer.
  CYCLE,
  /// A condition without its values, or a question too deep.
  ERROR,
  TRUE;

  static Value of(boolean value) {
    return value ? TRUE : FALSE;
  }

  Value or(Value other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Value and(Value other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /// Neither a cycle nor an error becomes any better by denying it.
  Value not() {
    return switch (this) {
      case FALSE -> TRUE;
      case TRUE -> FALSE;
      case CYCLE, ERROR -> this;
    };
  }
}
