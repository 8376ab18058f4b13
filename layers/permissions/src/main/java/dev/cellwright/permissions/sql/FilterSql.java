package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;

/// The function `s` that picks, from many objects at once, those whose value is at least `_least`:
/// 3 where it must be yes, 1 where it may not be no.
///
/// A leaf is one query for all objects that are still open. What is subtracted is asked for the
/// other way around: a value is at most 4 − n once turned exactly when it was at least n. A
/// relation that leads back to itself is followed to all objects it needs before anything is
/// decided; where that isn't exact, object by object.
final class FilterSql {
  private static final String LEAST = "_least";
  private static final String TURNED = "4 - _least";

  private final Model model;
  private final Terms terms;
  private final RelationName name;
  private final Lines declared = new Lines();
  private final Lines body = new Lines();
  private int nodes;

  private FilterSql(Model model, Terms terms, RelationName name) {
    this.model = model;
    this.terms = terms;
    this.name = name;
  }

  static String of(Model model, Terms terms, RelationName name) {
    return new FilterSql(model, terms, name).function();
  }

  private String function() {
    body.add("  if _depth >= %d then", CheckSql.MOST_DEPTH);
    body.add("    return case when _least = 1 then _objs else '{}' end;");
    body.add("  end if;");
    if (!terms.isRecursive(name)) {
      body.add("  %s", returning(picked(terms.of(name), "_objs", LEAST)));
    } else {
      var recursion = Recursion.of(model, terms, name);
      if (recursion != null) {
        closed(recursion);
      }
      body.add("  return array(");
      body.add(
          "    select o.id from unnest(_objs) o (id) where %s(_org, o.id, _sref, _subj, _ctx, _depth, '{}') >= _least);",
          Codes.function('x', name));
    }
    return """
    create function %s(_org uuid, _objs uuid[], _sref smallint, _subj uuid, _ctx jsonb, _depth int, _least int) returns uuid[]
    language plpgsql stable as $$
    declare
    %sbegin
    %send
    $$\
    """
        .formatted(Codes.function('s', name), declared, body);
  }

  /// Holders of the relation itself have it, whatever follows.
  private String returning(String held) {
    if (name.isGroup()) {
      return "return " + held + ";";
    }
    return "return case when _sref = %s and _subj = any (_objs) and _subj <> all (%s) then %s || _subj else %s end;"
        .formatted(Codes.holders(name), held, held, held);
  }

  /// Writes what picks from the array `from`.
  ///
  /// @return the variable that then holds the picked
  private String picked(Term term, String from, String least) {
    var node = ++nodes;
    var held = "h" + node;
    declared.add("  %s uuid[] := '{}';", held);
    body.add("  <<n%d>> begin", node);
    switch (term) {
      case Term.Any any -> any(any, node, from, least);
      case Term.All(var parts) -> {
        body.add("  %s := %s;", held, from);
        for (var part : parts) {
          body.add("  exit n%d when %s = '{}';", node, held);
          body.add("  %s := %s;", held, picked(part, held, least));
        }
      }
      case Term.Except(var base, var subtracted) -> {
        body.add("  %s := %s;", held, picked(base, from, least));
        body.add("  exit n%d when %s = '{}';", node, held);
        var without = picked(subtracted, held, least.equals(LEAST) ? TURNED : LEAST);
        body.add("  %s := %s;", held, without(held, without));
      }
      case Term.Other(var other) ->
          body.add("  %s := %s;", held, FilterLeaves.call(other, from, "_depth", least));
    }
    body.add("  end n%d;", node);
    return held;
  }

  static String without(String all, String some) {
    return "array(select a from unnest(%s) a except select b from unnest(%s) b)"
        .formatted(all, some);
  }

  private void any(Term.Any any, int node, String from, String least) {
    declared.add(
        "  l%1$d uuid[]; m%1$d uuid[]; o%1$d uuid[]; k%1$d smallint[]; u%1$d uuid[];", node);
    body.add("  l%d := %s;", node, from);
    if (any.loops()) {
      body.add("  if %s = 1 then h%d := l%d; exit n%d; end if;", least, node, node, node);
    }
    var leaves = new FilterLeaves(model, name, body, node, least);
    leaves.write(any);
    for (var other : any.others()) {
      leaves.hit(picked(other, "l" + node, least));
    }
  }

  /// All that is asked for to be yes is found from the objects outwards: first what the recursion
  /// leads to, then who of those is held without it, then back along the way.
  private void closed(Recursion recursion) {
    declared.add(
        "  all_objs uuid[] := _objs; fresh uuid[] := _objs; froms uuid[] := '{}'; tos uuid[] := '{}'; f uuid[]; t uuid[];");
    body.add("  if _least = 3 then");
    body.add("  for level in _depth + 1..%d loop", CheckSql.MOST_DEPTH - 1);
    body.add(
        "    select array_agg(e.a), array_agg(e.b) into f, t from %s where e.b is not null;",
        recursion.outwards());
    body.add("    exit when f is null;");
    body.add("    froms := froms || f; tos := tos || t;");
    body.add("    fresh := %s;", without("t", "all_objs"));
    body.add("    exit when fresh = '{}';");
    body.add("    all_objs := all_objs || fresh;");
    body.add("  end loop;");
    var held = picked(terms.of(name), "all_objs", LEAST);
    body.add("  if _sref = %s then %s := %s || _subj; end if;", Codes.holders(name), held, held);
    body.add("  for level in _depth + 1..%d loop", CheckSql.MOST_DEPTH - 1);
    body.add("    exit when froms = '{}' or %s = '{}';", held);
    body.add(
        "    f := array(select e.a from unnest(froms, tos) e (a, b) where e.b in (select h from unnest(%1$s) h) except select h from unnest(%1$s) h);",
        held);
    body.add("    exit when f = '{}';");
    body.add("    %1$s := %1$s || f;", held);
    body.add("  end loop;");
    body.add(
        "  return array(select o from unnest(_objs) o where o in (select h from unnest(%s) h));",
        held);
    body.add("  end if;");
  }
}
