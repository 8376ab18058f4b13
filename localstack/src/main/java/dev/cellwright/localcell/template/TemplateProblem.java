package dev.cellwright.localcell.template;

/// Says in one line what in a cloud assembly can't be read, or is not known to the local cell, and
/// where it stands.
public final class TemplateProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TemplateProblem(String message) {
    super(message);
  }

  public TemplateProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
