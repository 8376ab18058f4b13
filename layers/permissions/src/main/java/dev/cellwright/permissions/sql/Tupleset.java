package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import java.util.List;

/// A tupleset, and all that a union asks of the objects in it: they are read once.
///
/// @param asked never empty, but for what `without` leaves
record Tupleset(RelationName name, List<RelationName> asked) {

  Tupleset without(RelationName name) {
    return new Tupleset(this.name, asked.stream().filter(each -> !each.equals(name)).toList());
  }

  /// The tuples that lead to objects of whom something is asked.
  Grants grants(Model model) {
    return Grants.of(
        model,
        List.of(name),
        restriction -> asked.stream().anyMatch(each -> each.type().equals(restriction.type())));
  }

  /// Those that lead to objects of one type.
  Grants grants(Model model, String type) {
    return Grants.of(model, List.of(name), restriction -> restriction.type().equals(type));
  }

  List<Way> ways() {
    return asked.stream().map(each -> new Way(Codes.object(each.type()), each)).toList();
  }
}
