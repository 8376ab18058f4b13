package dev.cellwright.kernel.shape;

import java.util.List;

/// A request whose shape is wrong: answered 400 with its field errors.
public final class InvalidShape extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<FieldError> errors;

  public InvalidShape(List<FieldError> errors) {
    super("invalid: " + errors, null, false, false);
    this.errors = List.copyOf(errors);
  }

  public InvalidShape(String field, String message) {
    this(List.of(new FieldError(field, message)));
  }

  public List<FieldError> errors() {
    return errors;
  }
}
