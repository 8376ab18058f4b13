package dev.cellwright.localcell.cell;

/// Why a cell does not start: one line that says what to do.
public final class CellProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CellProblem(String message) {
    super(message);
  }

  public CellProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
