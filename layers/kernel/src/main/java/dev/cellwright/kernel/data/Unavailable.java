package dev.cellwright.kernel.data;

/// The database could not be reached in the request's time, however often it was tried.
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unavailable(Throwable cause) {
    super("the database is not available", cause);
  }
}
