package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A tupleset, and all that a union asks of the objects in it: they are read once.
record Tupleset(RelationName name, List<RelationName> asked) {

  /// Without those of whose objects nothing is asked.
  static List<Tupleset> of(Collection<Term.Hop> hops) {
    var asked = new LinkedHashMap<RelationName, Set<RelationName>>();
    hops.forEach(hop ->
        asked.computeIfAbsent(hop.tupleset(), _ -> new LinkedHashSet<>()).addAll(hop.targets()));
    return asked.entrySet().stream()
        .map(entry -> new Tupleset(entry.getKey(), List.copyOf(entry.getValue())))
        .filter(tupleset -> !tupleset.asked.isEmpty())
        .toList();
  }

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

  List<Way> ways() {
    return asked.stream().map(each -> new Way(Codes.object(each.type()), each)).toList();
  }
}
