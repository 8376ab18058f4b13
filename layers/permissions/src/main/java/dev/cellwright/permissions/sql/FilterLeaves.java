package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Restriction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What asks tuples, tables and other objects for a union of a page filter. Of the objects in the
/// array `l` those that hold go to `h`.
///
/// @param name the relation whose filter it is: it is not asked for itself
/// @param body where it is written
/// @param node numbers the union's variables
/// @param least what a value must be at least, as SQL
record FilterLeaves(Model model, RelationName name, Lines body, int node, String least) {

  void write(Term.Any any) {
    holders(any.names());
    var exact = Grants.of(model, any.direct(), _ -> true);
    if (!exact.isEmpty()) {
      hit(
          "array(select distinct t.obj from authz.tuples t where t.org_id = _org and t.obj = any (l%d) and %s and %s%s)"
              .formatted(node, CheckSql.subject(exact), exact.predicate(), conditional(exact)));
    }
    for (var derived : Derived.of(model, any.direct())) {
      derived(derived);
    }
    any.tuplesets().stream()
        .map(tupleset -> tupleset.without(name))
        .filter(tupleset -> !tupleset.asked().isEmpty())
        .forEach(this::tupleset);
    var usersets = Grants.of(model, any.direct(), this::isUserset);
    if (!usersets.isEmpty()) {
      read(usersets);
      followed(Way.to(usersets));
    }
  }

  private String conditional(Grants grants) {
    return grants.hasCondition()
        ? " and %s.conditional(t.cond, t.cctx, _ctx) >= %s".formatted(Codes.SCHEMA, least)
        : "";
  }

  /// Its own holders are followed before; see `closed`.
  private boolean isUserset(Restriction restriction) {
    var relation = restriction.relation();
    return relation != null && !name.equals(new RelationName(restriction.type(), relation));
  }

  private void derived(Derived derived) {
    var holders = derived.restriction().relation();
    if (holders != null) {
      if (!isUserset(derived.restriction())) {
        return;
      }
      var asked = new RelationName(derived.restriction().type(), holders);
      read(derived, Codes.holders(asked));
      followed(List.of(new Way(Codes.holders(asked), asked)));
      return;
    }
    body.add("  if _sref = %s then", Codes.subject(derived.restriction()));
    hit(
        "array(select distinct %s %s)"
            .formatted(
                derived.object(),
                derived.from(
                    "%s = any (l%d) and %s = _subj"
                        .formatted(derived.object(), node, derived.subject()))));
    body.add("  end if;");
  }

  private void tupleset(Tupleset tupleset) {
    for (var derived : Derived.of(model, List.of(tupleset.name()))) {
      read(derived, tupleset.ways().getFirst().subject());
      followed(tupleset.ways());
    }
    var grants = tupleset.grants(model);
    if (!grants.isEmpty()) {
      read(grants);
      followed(tupleset.ways());
    }
  }

  /// Reads objects `o`, and the kinds `k` and ids `u` of their subjects.
  private void read(Grants grants) {
    if (grants.hasCondition()) {
      // A condition that errs is no clear no, whoever the subjects are.
      body.add("  if %s = 1 then", least);
      hit(
          "array(select distinct t.obj from authz.tuples t where t.org_id = _org and t.obj = any (l%d) and %s and %s.conditional(t.cond, t.cctx, _ctx) = 2)"
              .formatted(node, grants.predicate(), Codes.SCHEMA));
      body.add("  end if;");
    }
    body.add(
        "  select array_agg(t.obj), array_agg(t.sref), array_agg(t.subj) into o%1$d, k%1$d, u%1$d",
        node);
    body.add(
        "  from authz.tuples t where t.org_id = _org and t.obj = any (l%d) and %s%s;",
        node,
        grants.predicate(),
        grants.hasCondition()
            ? " and " + Codes.SCHEMA + ".conditional(t.cond, t.cctx, _ctx) = 3"
            : "");
  }

  private void read(Derived derived, String kind) {
    body.add(
        "  select array_agg(%2$s), array_agg(%4$s::smallint), array_agg(%3$s) into o%1$d, k%1$d, u%1$d",
        node, derived.object(), derived.subject(), kind);
    body.add(
        "  %s;",
        derived.from(
            "%s = any (l%d) and %s is not null"
                .formatted(derived.object(), node, derived.subject())));
  }

  /// Asks the subjects that were read, each kind at once.
  private void followed(List<Way> ways) {
    body.add("  if o%d is not null then", node);
    for (var way : ways) {
      body.add(
          "  m%1$d := array(select distinct z.u from unnest(k%1$d, u%1$d) z (k, u) where z.k = %2$s);",
          node, way.subject());
      body.add("  if m%d <> '{}' then", node);
      body.add("  m%d := %s;", node, call(way.asked(), "m" + node, "_depth + 1", least));
      body.add("  if m%d <> '{}' then", node);
      hit(
          "array(select distinct z.o from unnest(o%1$d, k%1$d, u%1$d) z (o, k, u) where z.k = %2$s and z.u in (select b from unnest(m%1$d) b) and z.o in (select a from unnest(l%1$d) a))"
              .formatted(node, way.subject()));
      body.add("  end if;");
      body.add("  end if;");
    }
    body.add("  end if;");
  }

  /// Counts objects as held, and goes on with the others.
  void hit(String objects) {
    body.add("  m%d := %s;", node, objects);
    body.add("  if m%d <> '{}' then", node);
    body.add("    h%1$d := h%1$d || m%1$d;", node);
    body.add("    l%d := %s;", node, FilterSql.without("l" + node, "m" + node));
    body.add("    exit n%1$d when l%1$d = '{}';", node);
    body.add("  end if;");
  }

  private void holders(Set<RelationName> names) {
    if (!names.isEmpty()) {
      body.add(
          "  if _subj = any (l%d) and _sref in (%s) then",
          node, names.stream().map(Codes::holders).collect(Collectors.joining(", ")));
      hit("array[_subj]");
      body.add("  end if;");
    }
  }

  static String call(RelationName other, String objects, String depth, String least) {
    return "%s(_org, %s, _sref, _subj, _ctx, %s, %s)"
        .formatted(Codes.function('s', other), objects, depth, least);
  }
}
