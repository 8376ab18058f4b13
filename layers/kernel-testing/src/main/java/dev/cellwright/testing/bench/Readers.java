package dev.cellwright.testing.bench;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;

/// The people whose lists are measured: they are logged in, as nobody else of the bench is.
///
/// @param few may see thirty of 600,000 documents
/// @param manager may see all of them
/// @param everywhere may see those of them that are in a folder, by the topmost one
/// @param some may see seven in a hundred of 14,000 documents
/// @param much may see thirty in a hundred of them
record Readers(Person few, Person manager, Person everywhere, Person some, Person much) {

  static Readers of(TestCell cell) {
    return new Readers(
        cell.register("few"),
        cell.register("manager"),
        cell.register("everywhere"),
        cell.register("some"),
        cell.register("much"));
  }

  /// A script with the ids of these people in it.
  String in(String script) {
    return script
        .replace(":few", literal(few))
        .replace(":manager", literal(manager))
        .replace(":everywhere", literal(everywhere))
        .replace(":some", literal(some))
        .replace(":much", literal(much));
  }

  private static String literal(Person person) {
    return "uuid '" + person.id() + "'";
  }
}
