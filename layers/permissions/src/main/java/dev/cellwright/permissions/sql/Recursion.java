package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Restriction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A relation that leads to itself alone, as one part of a union: members of members, viewers of
/// parents. It can be followed as far as it goes before anything is decided.
///
/// @param grants tuples by which an object leads to another
/// @param derived rows by which one does
record Recursion(List<Grants> grants, List<Derived> derived) {

  /// @return null where the recursion is of another kind, or where there is none
  static @Nullable Recursion of(Model model, Terms terms, RelationName name) {
    if (!terms.isRecursive(name)
        || !terms.isAlone(name)
        || !(terms.of(name) instanceof Term.Any any)
        || any.loops()
        || any.others().stream()
            .flatMap(other -> Calls.of(model, other).stream())
            .anyMatch(name::equals)) {
      return null;
    }
    var grants = new ArrayList<Grants>();
    var derived = new ArrayList<Derived>();
    grants.add(Grants.of(model, any.direct(), restriction -> isHolders(restriction, name)));
    Derived.of(model, any.direct()).stream()
        .filter(each -> isHolders(each.restriction(), name))
        .forEach(derived::add);
    for (var tupleset : any.tuplesets()) {
      if (tupleset.asked().contains(name)) {
        grants.add(tupleset.grants(model, name.type()));
        derived.addAll(Derived.of(model, List.of(tupleset.name())));
      }
    }
    grants.removeIf(Grants::isEmpty);
    return new Recursion(grants, derived);
  }

  private static boolean isHolders(Restriction restriction, RelationName name) {
    return restriction.type().equals(name.type()) && name.relation().equals(restriction.relation());
  }

  /// Pairs of objects, each with one it leads to, where the first is one of the array `fresh`.
  String outwards() {
    return pairs("t.obj", Derived::object);
  }

  /// The same, where the second is one of them.
  String inwards() {
    return pairs("t.subj", Derived::subject);
  }

  /// From one end at a time, so that its own index is taken.
  private String pairs(String end, Function<Derived, String> endOfRow) {
    var selects = new ArrayList<String>();
    grants.forEach(each ->
        selects.add(
            "select t.obj, t.subj from authz.tuples t where t.org_id = _org and %s = w.id and %s%s"
                .formatted(
                    end,
                    each.predicate(),
                    each.hasCondition()
                        ? " and " + Codes.SCHEMA + ".conditional(t.cond, t.cctx, _ctx) = 3"
                        : "")));
    derived.forEach(each ->
        selects.add(
            "select %s, %s %s"
                .formatted(
                    each.object(), each.subject(), each.from(endOfRow.apply(each) + " = w.id"))));
    return "unnest(fresh) w (id) cross join lateral (%s) e (a, b)"
        .formatted(String.join(" union all ", selects));
  }
}
