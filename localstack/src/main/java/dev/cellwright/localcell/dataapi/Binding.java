package dev.cellwright.localcell.dataapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Input;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.util.PGobject;

/// The value of one parameter, as it is bound. Text binds as `varchar` unless a type hint says
/// otherwise.
sealed interface Binding {
  record Null() implements Binding {}

  record Text(String value) implements Binding {}

  record Hinted(String type, String value) implements Binding {}

  record Long(long value) implements Binding {}

  record Double(double value) implements Binding {}

  record Bool(boolean value) implements Binding {}

  record Blob(byte[] value) implements Binding {}

  Set<String> VALUES =
      Set.of(
          "isNull",
          "stringValue",
          "longValue",
          "doubleValue",
          "booleanValue",
          "blobValue",
          "arrayValue");
  Map<String, String> HINTS =
      Map.of(
          "UUID", "uuid",
          "JSON", "json",
          "TIMESTAMP", "timestamp",
          "DATE", "date",
          "TIME", "time",
          "DECIMAL", "numeric");
  Map<String, Pattern> FORMS =
      Map.of(
          "uuid", Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
          "timestamp", Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?"),
          "date", Pattern.compile("\\d{4}-\\d{2}-\\d{2}"),
          "time", Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?"),
          "numeric", Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?"));

  /// The parameters of a call by name.
  static Map<String, Binding> named(List<JsonNode> parameters) {
    var bindings = new HashMap<String, Binding>();
    for (var node : parameters) {
      if (!(node instanceof ObjectNode members)) {
        throw Input.invalid("a parameter is an object, got " + node.getNodeType());
      }
      var parameter = Input.of(members, Set.of("name", "value", "typeHint"));
      var name = parameter.text("name");
      if (bindings.put(name, of(name, parameter)) != null) {
        throw Input.invalid("the parameter " + name + " is given twice");
      }
    }
    return bindings;
  }

  private static Binding of(String name, Input parameter) {
    var members = parameter.optionalObject("value");
    if (members == null || members.size() != 1) {
      throw Input.invalid("the parameter " + name + " needs one value");
    }
    var value = Input.of(members, VALUES);
    var hint = parameter.optionalText("typeHint");
    if (hint != null && !value.has("isNull")) {
      return hinted(name, hint, value);
    }
    return switch (members.fieldNames().next()) {
      case "isNull" -> nothing(name, value);
      case "stringValue" -> new Text(value.text("stringValue"));
      case "longValue" -> new Long(longOf(name, members.get("longValue")));
      case "doubleValue" -> new Double(doubleOf(name, members.get("doubleValue")));
      case "booleanValue" -> new Bool(value.flag("booleanValue"));
      case "blobValue" -> new Blob(value.bytes("blobValue"));
      default -> throw Input.invalid("Array parameters are not supported.");
    };
  }

  private static Binding hinted(String name, String hint, Input value) {
    var type = HINTS.get(hint);
    if (type == null || !value.has("stringValue")) {
      throw Input.invalid(
          "the parameter %s: typeHint %s needs a stringValue and is one of %s"
              .formatted(name, hint, HINTS.keySet()));
    }
    var text = value.text("stringValue");
    var form = FORMS.get(type);
    if (form != null && !form.matcher(text).matches()) {
      throw new AwsError(
          "BadRequestException", 400, "the parameter %s is no %s".formatted(name, hint));
    }
    return new Hinted(type, text);
  }

  private static Binding nothing(String name, Input value) {
    if (!value.flag("isNull")) {
      throw Input.invalid("the parameter " + name + ": isNull can only be true");
    }
    return new Null();
  }

  private static long longOf(String name, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw Input.invalid("the parameter " + name + ": longValue is no 64-bit integer");
    }
    return node.longValue();
  }

  private static double doubleOf(String name, JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.asText()) {
      case "NaN" -> java.lang.Double.NaN;
      case "Infinity" -> java.lang.Double.POSITIVE_INFINITY;
      case "-Infinity" -> java.lang.Double.NEGATIVE_INFINITY;
      default -> throw Input.invalid("the parameter " + name + ": doubleValue is no number");
    };
  }

  /// Binds a statement's names. A name without a value, or a value whose name does not occur, is
  /// refused.
  static void bind(PreparedStatement statement, NamedSql sql, Map<String, Binding> bindings)
      throws SQLException {
    var unused = new HashSet<>(bindings.keySet());
    for (var i = 0; i < sql.names().size(); i++) {
      var name = sql.names().get(i);
      var binding = bindings.get(name);
      if (binding == null) {
        throw new AwsError("BadRequestException", 400, "Cannot find parameter: " + name);
      }
      unused.remove(name);
      bind(statement, i + 1, binding);
    }
    if (!unused.isEmpty()) {
      throw new AwsError("BadRequestException", 400, "the statement has no parameter " + unused);
    }
  }

  private static void bind(PreparedStatement statement, int index, Binding binding)
      throws SQLException {
    switch (binding) {
      case Null() -> statement.setNull(index, Types.NULL);
      case Text(var value) -> statement.setString(index, value);
      case Long(var value) -> statement.setLong(index, value);
      case Double(var value) -> statement.setDouble(index, value);
      case Bool(var value) -> statement.setBoolean(index, value);
      case Blob(var value) -> statement.setBytes(index, value);
      case Hinted(var type, var value) -> {
        var object = new PGobject();
        object.setType(type);
        object.setValue(value);
        statement.setObject(index, object);
      }
    }
  }
}
