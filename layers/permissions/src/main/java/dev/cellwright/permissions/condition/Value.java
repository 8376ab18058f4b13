package dev.cellwright.permissions.condition;

import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.ParameterType.Kind;

/// What a part of a condition comes to.
///
/// @param sql a variable or a literal, so that it can be written twice
record Value(String sql, ParameterType type) {

  Kind kind() {
    return type.kind();
  }

  boolean is(Kind kind) {
    return type.kind() == kind;
  }

  /// The same value as JSON: as a list or a map holds it, or where its type is known only when it
  /// is there.
  String json() {
    return switch (kind()) {
      case ANY, LIST, MAP -> sql;
      case IPADDRESS -> "to_jsonb(host(%s))".formatted(sql);
      case BOOL, STRING, INT, UINT, DOUBLE, DURATION, TIMESTAMP -> "to_jsonb(%s)".formatted(sql);
    };
  }
}
