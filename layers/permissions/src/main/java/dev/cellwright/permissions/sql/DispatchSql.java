package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The functions that lead from a code to what decides by it. Those in the schema `authz` are the
/// same for every model; replacing them switches to it.
final class DispatchSql {
  private static final String SETTINGS =
      """
      set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off\
      """;

  private final Model model;
  private final Terms terms;

  DispatchSql(Model model, Terms terms) {
    this.model = model;
    this.terms = terms;
  }

  List<String> all() {
    return List.of(expanded(), subjects(), check(), holding(), reach(), listUsers());
  }

  /// The value of a tuple's condition: what it carries wins over what the request says.
  String conditional() {
    var cases =
        model.conditions().stream()
            .map(Condition::name)
            .map(name ->
                "  when %s then return %s.cond_%s(coalesce(ctx, '{}') || coalesce(cctx, '{}'));\n"
                    .formatted(Codes.condition(name), Codes.SCHEMA, name))
            .collect(Collectors.joining());
    return """
    create function %s.conditional(cond smallint, cctx jsonb, ctx jsonb) returns smallint
    language plpgsql stable as $$
    begin
      case cond
      when 0 then return 3;
    %s  else return 0;
      end case;
    end
    $$\
    """
        .formatted(Codes.SCHEMA, cases);
  }

  private String expanded() {
    return """
    create function %s.expanded(_org uuid, _kind smallint, _obj uuid, _ctx jsonb) returns table (kind smallint, id uuid)
    language plpgsql stable as $$
    begin
    %send
    $$\
    """
        .formatted(
            Codes.SCHEMA,
            chosen(
                "_kind",
                Codes::holders,
                name ->
                    "return query select * from %s(_org, _obj, _ctx); return;"
                        .formatted(Codes.function('e', name))));
  }

  /// Everybody who may have a relation to an object, and on whose holders that depends.
  private String subjects() {
    return """
    create function §m§.subjects(_org uuid, _kind smallint, _obj uuid, _ctx jsonb) returns table (kind smallint, id uuid)
    language sql stable as $$
    with recursive found (kind, id) as (
      select _kind, _obj
      union
      select e.kind, e.id from found f cross join lateral §m§.expanded(_org, f.kind, f.id, _ctx) e
    )
    select f.kind, f.id from found f
    $$\
    """;
  }

  private String check() {
    return """
    create or replace function authz.check(org uuid, rel smallint, obj uuid, sref smallint, subj uuid, ctx jsonb) returns smallint
    language plpgsql stable security definer %s as $$
    begin
    %s  return 0;
    end
    $$\
    """
        .formatted(
            SETTINGS,
            chosen(
                "rel",
                Codes::relation,
                name ->
                    "return %s(org, obj, sref, subj, ctx, 0%s);"
                        .formatted(
                            Codes.function('x', name), terms.isRecursive(name) ? ", '{}'" : "")));
  }

  private String holding() {
    return """
    create or replace function authz.holding(org uuid, rel smallint, objs uuid[], sref smallint, subj uuid, ctx jsonb) returns uuid[]
    language plpgsql stable security definer %s as $$
    begin
    %s  return '{}';
    end
    $$\
    """
        .formatted(
            SETTINGS,
            chosen(
                "rel",
                Codes::relation,
                name ->
                    "return %s(org, objs, sref, subj, ctx, 0, 3);"
                        .formatted(Codes.function('s', name))));
  }

  private String reach() {
    return """
    create or replace function authz.reach(org uuid, rel smallint, sref smallint, subj uuid, ctx jsonb, most int, out everything boolean, out ids uuid[])
    language plpgsql stable security definer %s as $$
    begin
    %s  everything := false;
      ids := '{}';
    end
    $$\
    """
        .formatted(
            SETTINGS,
            chosen(
                "rel",
                Codes::relation,
                name ->
                    "select r.everything, r.ids into everything, ids from %s(org, sref, subj, ctx, 0, most) r; return;"
                        .formatted(Codes.function('r', name))));
  }

  private String listUsers() {
    return """
    create or replace function authz.list_users(org uuid, rel smallint, obj uuid, type text, ctx jsonb) returns table (sref smallint, subj uuid)
    language plpgsql stable security definer %s as $$
    declare
      candidate record;
      answer smallint;
    begin
      for candidate in
        select c.kind, c.id
        from authz.relations r
        join authz.subjects h on h.type = r.type and h.relation = r.relation
        cross join lateral §m§.subjects(org, h.code, obj, ctx) c
        left join authz.subjects s on s.code = c.kind
        where r.code = rel and (c.kind = 0 or list_users.type in (s.type || '#' || s.relation, case when s.relation in ('', '*') then s.type end))
      loop
        answer := case when candidate.kind = 0 then 2 else authz.check(org, rel, obj, candidate.kind, candidate.id, ctx) end;
        if answer = 2 then
          raise exception 'who has the relation depends on what is not known' using errcode = '22023';
        elsif answer = 3 then
          sref := candidate.kind;
          subj := candidate.id;
          return next;
        end if;
      end loop;
    end
    $$\
    """
        .formatted(SETTINGS);
  }

  /// Goes by the type first: a model has many relations.
  private String chosen(
      String code, Function<RelationName, String> mark, Function<RelationName, String> action) {
    var branches = new ArrayList<String>();
    for (var type : model.types()) {
      var names =
          type.relations().stream()
              .map(relation -> new RelationName(type.name(), relation.name()))
              .toList();
      if (!names.isEmpty()) {
        branches.add(
            "if %s in (%s) then\n    case %s\n%s    end case;\n"
                .formatted(
                    code,
                    names.stream().map(mark).collect(Collectors.joining(", ")),
                    code,
                    names.stream()
                        .map(name ->
                            "    when %s then %s\n".formatted(mark.apply(name), action.apply(name)))
                        .collect(Collectors.joining())));
      }
    }
    return branches.isEmpty() ? "" : "  " + String.join("  els", branches) + "  end if;\n";
  }
}
