package dev.cellwright.testing.tck.openfga;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The codes that the database has given to names.
///
/// @param relations by `type#relation`
/// @param subjects by `type#`, `type#*` or `type#relation`
/// @param conditions by name
record Codes(
    Map<String, Short> relations, Map<String, Short> subjects, Map<String, Short> conditions) {

  static Codes in(Connection connection) throws SQLException {
    return new Codes(
        read(connection, "select type || '#' || relation, code from authz.relations"),
        read(connection, "select type || '#' || relation, code from authz.subjects"),
        read(connection, "select name, code from authz.conditions"));
  }

  private static Map<String, Short> read(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var codes = new HashMap<String, Short>();
      while (rows.next()) {
        codes.put(rows.getString(1), rows.getShort(2));
      }
      return codes;
    }
  }

  short relation(String type, String relation) {
    return of(relations, type + "#" + relation);
  }

  short subject(Named subject) {
    return of(subjects, subject.type() + "#" + subject.kind());
  }

  short condition(String name) {
    return name.isEmpty() ? 0 : of(conditions, name);
  }

  private static short of(Map<String, Short> codes, String name) {
    return Objects.requireNonNull(codes.get(name), name);
  }
}
