package dev.cellwright.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A time of the trail as comma-separated values (RFC 4180), to be read by people, in a spreadsheet
/// too: what it would take for a formula is text.
final class CsvFile {
  static final List<String> COLUMNS =
      List.of(
          "timestamp",
          "actor_kind",
          "actor_id",
          "actor_name",
          "action",
          "entity_type",
          "entity_id",
          "changes",
          "ip",
          "on_behalf_of",
          "session_id",
          "correlation_id",
          "id");

  private final OutputStream out;
  private final Instant from;
  private final Instant until;
  private long rows;

  CsvFile(OutputStream out, Instant from, Instant until) {
    this.out = out;
    this.from = from;
    this.until = until;
  }

  void begin() {
    write(COLUMNS);
  }

  void rows(List<ExportedRow> read) {
    for (var row : read) {
      if (!row.at().isBefore(from) && row.at().isBefore(until)) {
        var told = Objects.requireNonNull(row.told());
        write(COLUMNS.stream().map(column -> text(told, column)).toList());
        rows++;
      }
    }
  }

  /// @return how many rows of the trail are in it
  long end() {
    return rows;
  }

  private static String text(ObjectNode told, String column) {
    var value = told.path(column);
    return value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText();
  }

  private void write(List<String> fields) {
    var line = fields.stream().map(CsvFile::field).collect(Collectors.joining(",", "", "\r\n"));
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Spreadsheets take what begins so for a formula, quoted or not; an apostrophe makes it text.
  static String field(String value) {
    boolean formula = !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
  }
}
