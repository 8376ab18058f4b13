package dev.cellwright.access;

import dev.cellwright.kernel.shape.FieldError;

/// What of a request the model in force doesn't know: only the database can tell.
record Complaint(String field, String message) {

  FieldError error() {
    return new FieldError(field, message);
  }
}
