package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// The function `x` that decides a relation of one object, exactly: no, unknown, error or yes.
///
/// It stops at the first yes of a union and the first no of an intersection. `_path` are the
/// relations being decided, of which one that comes again is unknown; only relations that lead back
/// to themselves have it.
final class CheckSql {
  /// Deeper than this the answer is an error.
  static final int MOST_DEPTH = 25;

  private static final String SAME_SUBJECT = "_sref, _subj, _ctx, _depth + 1";

  private final Model model;
  private final Terms terms;
  private final RelationName name;
  private final Lines declared = new Lines();
  private final Lines body = new Lines();
  private int nodes;

  private CheckSql(Model model, Terms terms, RelationName name) {
    this.model = model;
    this.terms = terms;
    this.name = name;
  }

  static String of(Model model, Terms terms, RelationName name) {
    return new CheckSql(model, terms, name).function();
  }

  private String function() {
    var recursive = terms.isRecursive(name);
    body.add("  if _depth >= %d then return 2; end if;", MOST_DEPTH);
    if (recursive) {
      declared.add("  me constant text := '%s:' || _obj;", Codes.relation(name));
      body.add("  if me = any (_path) then return 1; end if;");
    }
    if (!name.isGroup()) {
      body.add("  if _sref = %s and _subj = _obj then return 3; end if;", Codes.holders(name));
    }
    body.add("  return %s;", value(terms.of(name)));
    return """
    -- %s
    create function %s(_org uuid, _obj uuid, _sref smallint, _subj uuid, _ctx jsonb, _depth int%s) returns smallint
    language plpgsql stable as $$
    declare
    %sbegin
    %send
    $$\
    """
        .formatted(
            name, Codes.function('x', name), recursive ? ", _path text[]" : "", declared, body);
  }

  /// Writes what computes a term.
  ///
  /// @return the variable that then holds its value
  private String value(Term term) {
    var node = ++nodes;
    var value = "v" + node;
    declared.add("  %s smallint;", value);
    body.add("  <<n%d>> begin", node);
    switch (term) {
      case Term.Any any -> any(any, node);
      case Term.All(var parts) -> {
        body.add("  %s := 3;", value);
        for (var part : parts) {
          body.add("  %1$s := least(%1$s, %2$s);", value, value(part));
          body.add("  exit n%d when %s = 0;", node, value);
        }
      }
      case Term.Except(var base, var subtracted) -> {
        body.add("  %s := %s;", value, value(base));
        body.add("  exit n%d when %s = 0;", node, value);
        var without = value(subtracted);
        body.add(
            "  %1$s := least(%1$s, case %2$s when 0 then 3 when 3 then 0 else %2$s end);",
            value, without);
      }
      case Term.Other(var other) ->
          body.add("  %s := %s;", value, call(other, "_obj", "_sref, _subj, _ctx, _depth"));
    }
    body.add("  end n%d;", node);
    return value;
  }

  private void any(Term.Any any, int node) {
    declared.add("  t%d record;", node);
    body.add("  v%d := %d;", node, any.loops() ? 1 : 0);
    if (!any.names().isEmpty()) {
      body.add(
          "  if _subj = _obj and _sref in (%s) then v%d := 3; exit n%d; end if;",
          any.names().stream().map(Codes::holders).collect(Collectors.joining(", ")), node, node);
    }
    exact(Grants.of(model, any.direct(), _ -> true), node);
    for (var derived : Derived.of(model, any.direct())) {
      derived(derived, node);
    }
    for (var tupleset : any.tuplesets()) {
      tupleset(tupleset, node);
    }
    for (var other : any.others()) {
      improve(node, value(other));
    }
    usersets(Grants.of(model, any.direct(), restriction -> restriction.relation() != null), node);
  }

  /// Tuples that name the subject itself, or everybody of its type.
  private void exact(Grants grants, int node) {
    if (grants.isEmpty()) {
      return;
    }
    var from =
        "from authz.tuples t where t.org_id = _org and t.obj = _obj and %s and %s"
            .formatted(subject(grants), grants.predicate());
    if (!grants.hasCondition()) {
      body.add("  if exists (select %s) then v%d := 3; exit n%d; end if;", from, node, node);
      return;
    }
    loop(node, "select t.cond, t.cctx " + from, List.of(condition(node)));
  }

  static String subject(Grants grants) {
    return grants.hasWildcard()
        ? "t.sref = any (array[_sref, -_sref]) and t.subj = any (array[_subj, '00000000-0000-0000-0000-000000000000'])"
        : "t.sref = _sref and t.subj = _subj";
  }

  private void derived(Derived derived, int node) {
    var holders = derived.restriction().relation();
    var isObject = derived.object() + " = _obj";
    if (holders == null) {
      body.add(
          "  if _sref = %s and exists (select %s) then v%d := 3; exit n%d; end if;",
          Codes.subject(derived.restriction()),
          derived.from(isObject + " and " + derived.subject() + " = _subj"),
          node,
          node);
      return;
    }
    loop(
        node,
        "select " + derived.subject() + " as subj " + derived.from(isObject),
        List.of(
            call(
                new RelationName(derived.restriction().type(), holders),
                "t" + node + ".subj",
                SAME_SUBJECT)));
  }

  private void tupleset(Tupleset tupleset, int node) {
    for (var derived : Derived.of(model, List.of(tupleset.name()))) {
      loop(
          node,
          "select " + derived.subject() + " as subj " + derived.from(derived.object() + " = _obj"),
          tupleset.asked().stream()
              .map(asked -> call(asked, "t" + node + ".subj", SAME_SUBJECT))
              .toList());
    }
    followed(tupleset.grants(model), tupleset.ways(), node);
  }

  private void usersets(Grants grants, int node) {
    followed(grants, Way.to(grants), node);
  }

  /// Follows tuples to their subjects. Only a condition that is fulfilled leads on.
  private void followed(Grants grants, List<Way> ways, int node) {
    if (grants.isEmpty()) {
      return;
    }
    body.add(
        "  for t%d in select t.sref, t.subj, t.cond, t.cctx from authz.tuples t where t.org_id = _org and t.obj = _obj and %s loop",
        node, grants.predicate());
    if (grants.hasCondition()) {
      body.add(
          "  v%1$d := greatest(v%1$d, case %2$s when 2 then 2 else 0 end);", node, condition(node));
      body.add("  continue when %s < 3;", condition(node));
    }
    var asked = new LinkedHashMap<String, List<RelationName>>();
    ways.forEach(
        way -> asked.computeIfAbsent(way.subject(), _ -> new ArrayList<>()).add(way.asked()));
    body.add("  case t%d.sref", node);
    asked.forEach((subject, relations) -> {
      body.add("  when %s then", subject);
      relations.forEach(each -> improve(node, call(each, "t" + node + ".subj", SAME_SUBJECT)));
    });
    body.add("  end case;");
    body.add("  end loop;");
  }

  private static String condition(int node) {
    return "%1$s.conditional(t%2$d.cond, t%2$d.cctx, _ctx)".formatted(Codes.SCHEMA, node);
  }

  /// Improves a node's value by every row of a query, until it can't be better.
  private void loop(int node, String query, List<String> values) {
    body.add("  for t%d in %s loop", node, query);
    values.forEach(value -> improve(node, value));
    body.add("  end loop;");
  }

  private void improve(int node, String value) {
    body.add("  v%1$d := greatest(v%1$d, %2$s);", node, value);
    body.add("  exit n%1$d when v%1$d = 3;", node);
  }

  private String call(RelationName other, String object, String rest) {
    var path = "";
    if (terms.isRecursive(other)) {
      path = terms.isRecursive(name) && terms.areOne(name, other) ? ", _path || me" : ", '{}'";
    }
    return "%s(_org, %s, %s%s)".formatted(Codes.function('x', other), object, rest, path);
  }
}
