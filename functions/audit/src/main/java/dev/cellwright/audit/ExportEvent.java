package dev.cellwright.audit;

/// What is published about exports of the trail.
final class ExportEvent {
  private ExportEvent() {}

  /// Somebody asked for a file.
  record Requested(String format) {}

  /// The file is there.
  record Completed(String format, long rows) {}
}
