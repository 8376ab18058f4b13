package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.ANY;
import static dev.cellwright.permissions.ParameterType.Kind.BOOL;
import static dev.cellwright.permissions.ParameterType.Kind.DOUBLE;
import static dev.cellwright.permissions.ParameterType.Kind.INT;
import static dev.cellwright.permissions.ParameterType.Kind.STRING;
import static dev.cellwright.permissions.ParameterType.Kind.UINT;

import dev.cel.common.ast.CelConstant;
import dev.cellwright.permissions.ParameterType.Kind;

/// Literals of SQL, quoted.
final class Literal {

  private Literal() {}

  /// Text between quotes, where backslashes mean nothing (`standard_conforming_strings`).
  static String text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new NoSqlForm("a string can't hold the character NUL");
    }
    return "'" + text.replace("'", "''") + "'";
  }

  static Value of(CelConstant constant) {
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE -> typed(BOOL, Boolean.toString(constant.booleanValue()));
      case STRING_VALUE -> typed(STRING, constant.stringValue());
      case INT64_VALUE -> typed(INT, Long.toString(constant.int64Value()));
      case UINT64_VALUE -> typed(UINT, constant.uint64Value().toString());
      case DOUBLE_VALUE -> typed(DOUBLE, finite(constant.doubleValue()));
      case NULL_VALUE -> typed(ANY, "null");
      case BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE, NOT_SET ->
          throw new NoSqlForm("a literal of this kind has no form in SQL");
    };
  }

  static Value typed(Kind kind, String text) {
    var type = SqlTypes.of(kind);
    return new Value(text(text) + "::" + SqlTypes.sql(type), type);
  }

  private static String finite(double number) {
    if (!Double.isFinite(number)) {
      throw new NoSqlForm("a double is finite");
    }
    return Double.toString(number);
  }
}
