package dev.cellwright.testing.reference;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// The codes and ids by which a database knows what has a name here.
record Names(
    Map<String, Integer> relations,
    Map<String, Integer> subjects,
    Map<String, Integer> conditions) {
  private static final List<String> TYPES =
      Stream.concat(Stream.of("organization", "user"), RandomModel.TYPES.stream()).toList();
  private static final long MOST_THINGS = 1000;

  static Names of(Connection connection) throws SQLException {
    return new Names(
        codes(connection, "select type || '#' || relation, code from authz.relations"),
        codes(connection, "select type || '#' || relation, code from authz.subjects"),
        codes(connection, "select name, code from authz.conditions"));
  }

  private static Map<String, Integer> codes(Connection connection, String sql) throws SQLException {
    var codes = new HashMap<String, Integer>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        codes.put(rows.getString(1), rows.getInt(2));
      }
    }
    return codes;
  }

  int relation(String type, String relation) {
    return code(relations, type + "#" + relation);
  }

  int subject(Subject subject) {
    var relation = subject.wildcard() ? "*" : subject.relation();
    return code(subjects, subject.thing().type() + "#" + (relation == null ? "" : relation));
  }

  int condition(String name) {
    return code(conditions, name);
  }

  private static int code(Map<String, Integer> codes, String name) {
    return Objects.requireNonNull(codes.get(name), name);
  }

  static UUID id(Thing thing) {
    return thing.id().equals("*")
        ? new UUID(0, 0)
        : new UUID(
            0, MOST_THINGS * (TYPES.indexOf(thing.type()) + 1) + Integer.parseInt(thing.id()));
  }

  static Thing thing(UUID id) {
    var number = id.getLeastSignificantBits();
    return new Thing(TYPES.get((int) (number / MOST_THINGS) - 1), "" + number % MOST_THINGS);
  }
}
