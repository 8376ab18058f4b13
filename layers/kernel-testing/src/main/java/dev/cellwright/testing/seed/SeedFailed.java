package dev.cellwright.testing.seed;

/// The data can't be made. The message is for a person.
final class SeedFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SeedFailed(String message) {
    super(message);
  }
}
