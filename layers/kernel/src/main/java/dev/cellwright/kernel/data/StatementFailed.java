package dev.cellwright.kernel.data;

/// A statement that the database could not carry out: a fault of ours.
public final class StatementFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String sqlState;

  StatementFailed(String sqlState, Throwable cause) {
    super("a statement failed with SQLSTATE " + sqlState, cause);
    this.sqlState = sqlState;
  }

  /// The five characters that PostgreSQL's appendix A explains.
  public String sqlState() {
    return sqlState;
  }
}
