package dev.cellwright.permissions.condition;

import java.io.Serial;

/// A part of a condition that can't be said in SQL with the same meaning.
final class NoSqlForm extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NoSqlForm(String message) {
    super(message);
  }
}
