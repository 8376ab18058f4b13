package dev.cellwright.kernel.socket;

/// Whether somebody may connect.
public sealed interface Opening {
  record Accepted() implements Opening {}

  /// @param status that the handshake is answered with
  record Refused(int status) implements Opening {}
}
