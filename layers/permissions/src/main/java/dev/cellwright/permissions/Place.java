package dev.cellwright.permissions;

/// Where something is written.
///
/// @param file as it was handed in, for messages
/// @param line from 1
/// @param column from 1
public record Place(String file, int line, int column) {

  /// `tasks/permissions.fga:12:5`
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
