package dev.cellwright.testing.prove;

import java.util.List;
import java.util.stream.Collectors;

/// A function or procedure that somebody might call.
///
/// @param arguments the input arguments, in order
/// @param returnsRecord whether its rows have no declared columns, so that a call must name them
record Routine(
    String schema,
    String name,
    boolean procedure,
    boolean definer,
    boolean returnsRecord,
    List<Argument> arguments) {

  /// An argument; the name is empty where it has none.
  record Argument(String name, String type) {}

  /// `shelf.books_found(text)`
  String signature() {
    return schema
        + "."
        + name
        + arguments.stream().map(Argument::type).collect(Collectors.joining(", ", "(", ")"));
  }

  /// A call whose one column is its whole result as text.
  String call() {
    var values =
        arguments.stream()
            .map(argument -> "cast(? as " + argument.type() + ")")
            .collect(Collectors.joining(", ", "(", ")"));
    var called = Sql.name(schema) + "." + Sql.name(name) + values;
    if (procedure) {
      return "call " + called;
    }
    return returnsRecord
        ? "select found.x::text from " + called + " as found (x text)"
        : "select found::text from " + called + " as found";
  }
}
