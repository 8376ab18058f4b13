package dev.cellwright.cost;

/// Something can't be priced. The message is for a person.
final class NoPrice extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoPrice(String message) {
    super(message);
  }
}
