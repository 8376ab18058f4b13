package dev.cellwright.kernel.socket;

/// A message for a connection.
///
/// @param connection the id that API Gateway gave it
/// @param text at most 128 KB
public record Frame(String connection, String text) {

  /// Never shows what it says.
  @Override
  public String toString() {
    return "Frame[" + connection + "]";
  }
}
