package dev.cellwright.config;

/// One mistake in a product file, or on the command line.
///
/// @param file as the reader was given it, or `command line`
/// @param line counted from 1; 0 where there is none to name
/// @param path dotted, `environments.prod.region`; empty for the file as a whole
/// @param problem what was got and what is allowed
public record Complaint(String file, int line, String path, String problem) {

  /// The complaint in one line: `acme.yaml:7: environments.prod.account: got 12, allowed: 12
  /// digits`.
  @Override
  public String toString() {
    return file
        + (line == 0 ? "" : ":" + line)
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + problem;
  }
}
