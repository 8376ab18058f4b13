package dev.cellwright.config;

import org.jspecify.annotations.Nullable;

/// One mistake in a product file, or on the command line.
///
/// @param file as the reader was given it, or `command line`
/// @param line counted from 1, or null where there is no line to name
/// @param path dotted, `environments.prod.region`; empty for the file as a whole
/// @param problem what was got and what is allowed
public record Complaint(String file, @Nullable Integer line, String path, String problem) {

  /// The complaint in one line: `acme.yaml:7: environments.prod.account: got 12, allowed: 12
  /// digits`.
  @Override
  public String toString() {
    return file
        + (line == null ? "" : ":" + line)
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + problem;
  }
}
