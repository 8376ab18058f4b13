package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Restriction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The function `r` that finds all objects on which a subject has a relation, from the subject's
/// side: no more than `_most`, else null. Everything, where it has it through the organization that
/// every object has.
///
/// What is more than a union is found by a part that includes it, and then picked from.
final class ReachSql {
  private final Model model;
  private final Terms terms;
  private final RelationName name;
  private final Lines declared = new Lines();
  private final Lines body = new Lines();
  private int nodes;
  private boolean exact = true;

  private ReachSql(Model model, Terms terms, RelationName name) {
    this.model = model;
    this.terms = terms;
    this.name = name;
  }

  static String of(Model model, Terms terms, RelationName name) {
    return new ReachSql(model, terms, name).function();
  }

  private String function() {
    var recursion = Recursion.of(model, terms, name);
    body.add("  everything := false;");
    if (!terms.isRecursive(name) || recursion != null) {
      body.add("  if _depth >= %d then ids := '{}'; return; end if;", CheckSql.MOST_DEPTH);
      declared.add("  e boolean; k uuid[];");
      var found = found(terms.of(name), true);
      if (!name.isGroup()) {
        body.add(
            "  if _sref = %1$s then %2$s := %2$s || _subj; end if;", Codes.holders(name), found);
      }
      if (recursion != null) {
        closed(recursion, found);
      }
      body.add("  ids := array(select distinct i from unnest(%s) i);", found);
      if (!exact) {
        body.add(
            "  ids := %s(_org, ids, _sref, _subj, _ctx, _depth, 3);", Codes.function('s', name));
      }
    }
    return """
    create function %s(_org uuid, _sref smallint, _subj uuid, _ctx jsonb, _depth int, _most int, out everything boolean, out ids uuid[])
    language plpgsql stable as $$
    declare
    %sbegin
    %send
    $$\
    """
        .formatted(Codes.function('r', name), declared, body);
  }

  /// Writes what finds at least all objects of a term.
  ///
  /// @param whole whether the term is all there is: only then is everything an answer
  /// @return the variable that then holds them
  private String found(Term term, boolean whole) {
    switch (term) {
      case Term.Any any -> {
        return new Union(whole).write(any);
      }
      case Term.All(var parts) -> {
        exact = false;
        return found(parts.getFirst(), false);
      }
      case Term.Except(var base, var _) -> {
        exact = false;
        return found(base, false);
      }
      case Term.Other(var other) -> {
        var union = new Union(whole);
        union.begin();
        union.other(other);
        return union.found;
      }
    }
  }

  private final class Union {
    private final boolean whole;
    private final String found = "h" + ++nodes;

    Union(boolean whole) {
      this.whole = whole;
    }

    void begin() {
      declared.add("  %s uuid[] := '{}';", found);
    }

    String write(Term.Any any) {
      begin();
      any.tuplesets().forEach(this::everything);
      if (!any.names().isEmpty()) {
        body.add(
            "  if _sref in (%1$s) then %2$s := %2$s || _subj; end if;",
            any.names().stream().map(Codes::holders).collect(Collectors.joining(", ")), found);
      }
      exactly(Grants.of(model, any.direct(), _ -> true));
      for (var derived : Derived.of(model, any.direct())) {
        derived(derived);
      }
      for (var way : Way.to(Grants.of(model, any.direct(), this::isUserset))) {
        reached(
            way,
            Grants.of(model, any.direct(), each -> Codes.subject(each).equals(way.subject())),
            List.of());
      }
      any.tuplesets().forEach(this::tupleset);
      for (var other : any.others()) {
        add(found(other, whole && other instanceof Term.Other));
      }
      return found;
    }

    /// Its own holders are followed afterwards.
    private boolean isUserset(Restriction restriction) {
      var relation = restriction.relation();
      return relation != null && !name.equals(new RelationName(restriction.type(), relation));
    }

    private void everything(Tupleset tupleset) {
      for (var derived : Derived.of(model, List.of(tupleset.name()))) {
        for (var target : tupleset.asked()) {
          if (derived.isOrganization() && !target.equals(name)) {
            body.add(
                "  if %s(_org, _org, _sref, _subj, _ctx, _depth + 1%s) = 3 then %sreturn; end if;",
                Codes.function('x', target),
                terms.isRecursive(target) ? ", '{}'" : "",
                whole ? "everything := true; " : "");
          }
        }
      }
    }

    private void exactly(Grants grants) {
      if (!grants.isEmpty()) {
        tuples(
            grants,
            grants.hasWildcard()
                ? "unnest(array[_sref, -_sref], array[_subj, '00000000-0000-0000-0000-000000000000'])"
                : "(values (_sref, _subj))");
      }
    }

    /// From each subject by the index that begins with it: no more rows than show that there are
    /// too many objects.
    ///
    /// @param subjects rows of kinds and ids
    private void tuples(Grants grants, String subjects) {
      add(
          """
          array(
              select distinct o.obj from %s w (kind, id)
              cross join lateral (
                select t.obj from authz.tuples t
                where t.org_id = _org and t.sref = w.kind and t.subj = w.id and %s%s
                limit %d * (_most + 1)) o)\
          """
              .formatted(subjects, grants.predicate(), condition(grants), grants.allowed().size()));
    }

    private static String condition(Grants grants) {
      return grants.hasCondition()
          ? " and " + Codes.SCHEMA + ".conditional(t.cond, t.cctx, _ctx) = 3"
          : "";
    }

    /// @param subjects rows of ids
    private void rows(Derived derived, String subjects) {
      add(
          """
          array(
              select distinct o.obj from %s w (id)
              cross join lateral (select %s as obj %s%s) o)\
          """
              .formatted(
                  subjects,
                  derived.object(),
                  derived.from(derived.subject() + " = w.id"),
                  derived.objectColumn().equals("id") ? " limit _most + 1" : ""));
    }

    private void derived(Derived derived) {
      var holders = derived.restriction().relation();
      if (holders == null) {
        body.add("  if _sref = %s then", Codes.subject(derived.restriction()));
        rows(derived, "(values (_subj))");
        body.add("  end if;");
      } else if (isUserset(derived.restriction())) {
        var asked = new RelationName(derived.restriction().type(), holders);
        reached(new Way(Codes.holders(asked), asked), new Grants(Map.of()), List.of(derived));
      }
    }

    private void tupleset(Tupleset tupleset) {
      var derived =
          Derived.of(model, List.of(tupleset.name())).stream()
              .filter(each -> !each.isOrganization())
              .toList();
      for (var way : tupleset.without(name).ways()) {
        reached(way, tupleset.grants(model, way.asked().type()), derived);
      }
    }

    /// What leads to the objects that the subject reaches in another relation.
    private void reached(Way way, Grants grants, List<Derived> derived) {
      if (grants.isEmpty() && derived.isEmpty()) {
        return;
      }
      body.add(
          "  select r.everything, r.ids into e, k from %s(_org, _sref, _subj, _ctx, _depth + 1, greatest(_most, 1000)) r;",
          Codes.function('r', way.asked()));
      body.add("  if e then");
      if (!grants.isEmpty()) {
        add(
            "array(select distinct t.obj from authz.tuples t where t.org_id = _org and t.sref = %s and %s%s limit _most + 1)"
                .formatted(way.subject(), grants.predicate(), condition(grants)));
      }
      for (var each : derived) {
        add(
            "array(select distinct %s %s limit _most + 1)"
                .formatted(each.object(), each.from(each.subject() + " is not null")));
      }
      body.add("  elsif k is null then return;");
      body.add("  elsif k <> '{}' then");
      if (!grants.isEmpty()) {
        tuples(grants, "(select %s::smallint, i from unnest(k) i)".formatted(way.subject()));
      }
      derived.forEach(each -> rows(each, "unnest(k)"));
      body.add("  end if;");
    }

    void other(RelationName other) {
      body.add(
          "  select r.everything, r.ids into e, k from %s(_org, _sref, _subj, _ctx, _depth, _most) r;",
          Codes.function('r', other));
      body.add("  if e then %sreturn; end if;", whole ? "everything := true; " : "");
      body.add("  if k is null then return; end if;");
      add("k");
    }

    private void add(String objects) {
      body.add("  %1$s := %1$s || %2$s;", found, objects);
      bound(found);
    }
  }

  private void bound(String found) {
    body.add("  if cardinality(%s) > _most then", found);
    body.add("    %1$s := array(select distinct i from unnest(%1$s) i);", found);
    body.add("    if cardinality(%s) > _most then return; end if;", found);
    body.add("  end if;");
  }

  private void closed(Recursion recursion, String found) {
    declared.add("  fresh uuid[];");
    body.add("  fresh := %s;", found);
    body.add("  for level in _depth + 1..%d loop", CheckSql.MOST_DEPTH - 1);
    body.add("    exit when fresh = '{}';");
    body.add(
        "    fresh := array(select e.a from %s except select i from unnest(%s) i);",
        recursion.inwards(), found);
    body.add("    %1$s := %1$s || fresh;", found);
    bound(found);
    body.add("  end loop;");
  }
}
