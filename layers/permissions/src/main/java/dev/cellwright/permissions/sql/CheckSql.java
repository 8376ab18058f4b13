package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Restriction;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
  private static final String CONDITION =
      Codes.SCHEMA + ".conditional(t%d.cond, t%d.cctx, _ctx)";

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
    body.add("  if _sref = %s and _subj = _obj then return 3; end if;", Codes.holders(name));
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
            value,
            without);
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
          any.names().stream().map(Codes::holders).collect(Collectors.joining(", ")),
          node,
          node);
    }
    exact(Grants.of(model, any.direct(), _ -> true), node);
    for (var derived : Derived.of(model, any.direct())) {
      derived(derived, node);
    }
    for (var hop : any.hops()) {
      hop(hop, node);
    }
    for (var other : any.others()) {
      improve(node, value(other));
    }
    usersets(
        Grants.of(model, any.direct(), restriction -> restriction.relation() != null), node);
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
    loop(node, "select t.cond, t.cctx " + from, CONDITION);
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
        call(new RelationName(derived.restriction().type(), holders), "t%d.subj", SAME_SUBJECT));
  }

  private void hop(Term.Hop hop, int node) {
    if (hop.targets().isEmpty()) {
      return;
    }
    for (var derived : Derived.of(model, List.of(hop.tupleset()))) {
      loop(
          node,
          "select " + derived.subject() + " as subj " + derived.from(derived.object() + " = _obj"),
          call(hop.targets().getFirst(), "t%d.subj", SAME_SUBJECT));
    }
    var grants =
        Grants.of(
            model,
            List.of(hop.tupleset()),
            restriction -> targets(hop).contains(restriction.type()));
    followed(
        grants,
        hop.targets().stream()
            .map(target -> new Way(Codes.object(target.type()), target))
            .toList(),
        node);
  }

  static List<String> targets(Term.Hop hop) {
    return hop.targets().stream().map(RelationName::type).toList();
  }

  private void usersets(Grants grants, int node) {
    followed(grants, ways(grants), node);
  }

  /// A kind of subjects, and the relation to them that is asked for.
  record Way(String subject, RelationName asked) {}

  static List<Way> ways(Grants usersets) {
    return usersets.restrictions().stream()
        .map(each ->
            new RelationName(each.type(), Objects.requireNonNull(each.relation(), "a userset")))
        .distinct()
        .map(asked -> new Way(Codes.holders(asked), asked))
        .toList();
  }

  /// Follows tuples to their subjects. Only a condition that is fulfilled leads on.
  private void followed(Grants grants, Collection<Way> ways, int node) {
    if (grants.isEmpty()) {
      return;
    }
    var asked =
        ways.stream()
            .map(way ->
                "when %s then %s".formatted(way.subject(), call(way.asked(), "t%d.subj", SAME_SUBJECT)))
            .collect(Collectors.joining(" ", "case t%d.sref ", " end"));
    loop(
        node,
        "select t.sref, t.subj, t.cond, t.cctx from authz.tuples t where t.org_id = _org and t.obj = _obj and "
            + grants.predicate(),
        grants.hasCondition()
            ? "case " + CONDITION + " when 3 then " + asked + " when 2 then 2 else 0 end"
            : asked);
  }

  /// Improves a node's value by every row, until it can't be better.
  ///
  /// @param value of a row `t%d`
  private void loop(int node, String query, String value) {
    body.add("  for t%d in %s loop", node, query);
    improve(node, value.replace("%d", String.valueOf(node)));
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
