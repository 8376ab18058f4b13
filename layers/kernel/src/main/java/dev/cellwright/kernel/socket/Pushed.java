package dev.cellwright.kernel.socket;

/// What became of a message to a connection.
public enum Pushed {
  SENT,
  /// The connection is closed: nothing will reach it any more.
  GONE,
  /// The message is larger than a connection takes.
  TOO_LARGE,
  /// It could not be sent in the time there was.
  FAILED
}
