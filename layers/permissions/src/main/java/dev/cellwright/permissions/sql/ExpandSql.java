package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The function `e` that tells who may have a relation to an object, one step on: at least
/// everybody who has it by a tuple or a row, and whose holders have it. Who is subtracted or must
/// have another relation too is still among them. A tuple whose condition errs shows as the kind 0.
final class ExpandSql {
  private final Model model;
  private final List<String> selects = new ArrayList<>();

  private ExpandSql(Model model) {
    this.model = model;
  }

  static String of(Model model, Terms terms, RelationName name) {
    var expansion = new ExpandSql(model);
    expansion.add(terms.of(name));
    return """
    create function %s(_org uuid, _obj uuid, _ctx jsonb) returns table (kind smallint, id uuid)
    language sql stable as $$
    select null::smallint, null::uuid where false
    %s$$\
    """
        .formatted(
            Codes.function('e', name),
            expansion.selects.stream()
                .map(select -> "union all select " + select + "\n")
                .collect(Collectors.joining()));
  }

  private void add(Term term) {
    switch (term) {
      case Term.Other(var name) -> holders(name);
      case Term.All(var parts) -> parts.forEach(this::add);
      case Term.Except(var base, var _) -> add(base);
      case Term.Any any -> {
        any.names().forEach(this::holders);
        add(Grants.of(model, any.direct(), _ -> true), "t.sref");
        Derived.of(model, any.direct())
            .forEach(each -> add(each, Codes.subject(each.restriction())));
        any.tuplesets().forEach(this::add);
        any.others().forEach(this::add);
      }
    }
  }

  private void holders(RelationName name) {
    selects.add(Codes.holders(name) + "::smallint, _obj");
  }

  private void add(Tupleset tupleset) {
    for (var asked : tupleset.asked()) {
      for (var each : asked.parts()) {
        add(tupleset.grants(model, each.type()), Codes.holders(each) + "::smallint");
        Derived.of(model, List.of(tupleset.name()))
            .forEach(derived -> add(derived, Codes.holders(each)));
      }
    }
  }

  private void add(Grants grants, String kind) {
    if (!grants.isEmpty()) {
      var condition = Codes.SCHEMA + ".conditional(t.cond, t.cctx, _ctx)";
      selects.add(
          "%s, t.subj from authz.tuples t where t.org_id = _org and t.obj = _obj and %s%s"
              .formatted(
                  grants.hasCondition()
                      ? "case %s when 2 then 0 else %s end::smallint".formatted(condition, kind)
                      : kind,
                  grants.predicate(),
                  grants.hasCondition() ? " and " + condition + " <> 0" : ""));
    }
  }

  private void add(Derived derived, String kind) {
    selects.add(
        "%s::smallint, %s %s"
            .formatted(
                kind,
                derived.subject(),
                derived.from(
                    derived.object() + " = _obj and " + derived.subject() + " is not null")));
  }
}
