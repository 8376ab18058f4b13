package dev.cellwright.testing.prove;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A table of the cell, from the catalog.
record Table(String schema, String name, long oid, List<Column> columns) {

  /// A column.
  ///
  /// @param written whether rows may be given a value for it: not generated, no identity
  /// @param choices the texts that its check constraints name
  record Column(String name, String type, boolean nullable, boolean written, List<String> choices) {

    String quoted() {
      return Sql.name(name);
    }
  }

  String qualified() {
    return schema + "." + name;
  }

  /// With quotes, for SQL.
  String sql() {
    return Sql.name(schema) + "." + Sql.name(name);
  }

  boolean hasOrganization() {
    return column(Known.TENANT_COLUMN).isPresent();
  }

  Optional<Column> column(String named) {
    return columns.stream().filter(column -> column.name().equals(named)).findFirst();
  }

  List<Column> writtenColumns() {
    return columns.stream().filter(Column::written).toList();
  }

  /// All values of a row as one text, in which markers are looked for.
  String text(String alias) {
    return columns.stream()
        .map(column -> alias + "." + column.quoted() + "::text")
        .collect(Collectors.joining(", ", "concat_ws('|', ", ")"));
  }
}
