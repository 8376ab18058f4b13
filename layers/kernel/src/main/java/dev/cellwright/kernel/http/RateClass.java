package dev.cellwright.kernel.http;

/// How often a route may be called; each class has a bucket of its own per caller.
public enum RateClass {
  /// Reads.
  READ,
  /// Commands.
  WRITE,
  /// Commands about many things at once.
  BULK,
  /// Anything that tries a password or a token.
  SIGN_IN
}
