package dev.cellwright.cdk;

/// Thrown when a cell outgrows a limit of AWS; the message names the number and what to do.
public final class OverBudget extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OverBudget(String message) {
    super(message, null, false, false);
  }
}
