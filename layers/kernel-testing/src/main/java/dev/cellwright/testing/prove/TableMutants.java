package dev.cellwright.testing.prove;

import dev.cellwright.testing.prove.Mutant.Eye;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Every way to break one table: each of its policies, its row-level security, its grants, keys and
/// triggers, and what may be put beside it.
record TableMutants(Ground ground, Catalog catalog, Table table) {

  List<Mutant> all() throws SQLException {
    var mutants = new ArrayList<Mutant>();
    policies(mutants);
    holes(mutants);
    closure(mutants);
    keys(mutants);
    beside(mutants);
    return mutants;
  }

  private void policies(List<Mutant> mutants) throws SQLException {
    for (var policy :
        ground.rows(
            """
            select p.polname, p.polcmd, p.polroles = '{0}',
              p.polroles = array['cw_migrator'::regrole::oid],
              p.polpermissive and 'true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
              not p.polpermissive and p.polname ~ '^actor_'
            from pg_policy p where p.polrelid = ?::bigint::oid order by 1
            """,
            table.oid())) {
      var name = Sql.name(String.valueOf(policy.get(0)));
      var command = String.valueOf(policy.get(1));
      var on = " " + name + " on " + table.sql();
      if (!"t".equals(policy.get(2))) {
        if ("t".equals(policy.get(4))) {
          mutants.add(
              mutant(
                  Eye.CATALOG,
                  "policy" + on + " for everybody",
                  "alter policy" + on + " to public"));
        }
        if ("t".equals(policy.get(3))) {
          mutants.add(mutant(Eye.CATALOG, "no policy" + on, "drop policy" + on));
        }
        if ("t".equals(policy.get(5))) {
          mutants.add(mutant(Eye.CATALOG, "no policy" + on, "drop policy" + on));
          mutants.add(
              mutant(
                  Eye.CATALOG,
                  "policy" + on + " checks nothing",
                  "alter policy" + on + " with check (true)"));
        }
        continue;
      }
      mutants.add(mutant(Eye.TABLE_ATTACK, "no policy" + on, "drop policy" + on));
      if (!command.equals("a")) {
        mutants.add(
            mutant(
                Eye.TABLE_ATTACK,
                "policy" + on + " shows all",
                "alter policy" + on + " using (true)"));
        mutants.add(
            mutant(
                Eye.TABLE_ATTACK,
                "policy" + on + " shows all to whom it doesn't know",
                "alter policy" + on + " using (org_id = coalesce((select priv.org()), org_id))"));
        mutants.add(
            mutant(
                Eye.TABLE_ATTACK,
                "policy" + on + " trusts a setting",
                "alter policy"
                    + on
                    + " using (org_id = nullif(split_part(current_setting('cw.context', true), '|', 4), '')::uuid)"));
      }
      if (command.equals("a") || command.equals("*")) {
        mutants.add(
            mutant(
                Eye.TABLE_ATTACK,
                "policy" + on + " checks nothing",
                "alter policy" + on + " with check (true)"));
      }
    }
  }

  private void holes(List<Mutant> mutants) throws SQLException {
    mutants.add(
        mutant(
            Eye.TABLE_ATTACK,
            "a second policy, open",
            "create policy hole on " + table.sql() + " using (true)"));
    var module = "m_" + table.schema();
    if (catalog.modules().contains(module)
        && !readableBy(module).isEmpty()
        && !isNarrowed(module)) {
      mutants.add(
          mutant(
              Eye.INJECTION,
              "a second policy, open to injected SQL",
              "create policy hole on "
                  + table.sql()
                  + " for select to "
                  + module
                  + " using (true)"));
    }
    for (var command : List.of("select", "delete", "update")) {
      mutants.add(
          mutant(
              command.equals("select") ? Eye.TABLE_ATTACK : Eye.CATALOG,
              "a second policy, open for " + command,
              "create policy hole on " + table.sql() + " for " + command + " using (true)"));
    }
    mutants.add(
        mutant(
            Eye.TABLE_ATTACK,
            "a second policy, open for insert",
            "create policy hole on " + table.sql() + " for insert with check (true)"));
    for (var role : some()) {
      mutants.add(
          mutant(
              Eye.CATALOG,
              "a policy for " + role,
              "create policy hole on " + table.sql() + " to " + role + " using (true)"));
      if (!role.equals(module)
          && !Known.LENT.containsKey(table.schema() + "." + table.name() + " " + role)) {
        mutants.add(
            mutant(
                Eye.CATALOG,
                "granted to " + role,
                "grant select on " + table.sql() + " to " + role));
      }
    }
  }

  /// Its own module and one other, another for each table: all of them for all would ask the same
  /// lint the same thing a thousand times.
  private List<String> some() {
    var modules = catalog.modules();
    var other = modules.get(Math.floorMod(table.qualified().hashCode(), modules.size()));
    var own = "m_" + table.schema();
    return modules.contains(own) && !own.equals(other) ? List.of(own, other) : List.of(other);
  }

  /// Whether a restrictive policy keeps the role to some rows, whatever another one opens: what
  /// opens it is left to the lints.
  private boolean isNarrowed(String role) throws SQLException {
    return !ground
        .rows(
            "select 1 from pg_policy where polrelid = ?::bigint::oid and not polpermissive and polcmd in ('r', '*') and ?::regrole::oid = any (polroles)",
            table.oid(),
            role)
        .isEmpty();
  }

  private List<String> readableBy(String role) throws SQLException {
    return ground.values(
        """
        select a.attname from pg_attribute a
        where a.attrelid = ?::bigint::oid and a.attnum > 0 and has_column_privilege(?, a.attrelid, a.attnum, 'select')
        """,
        table.oid(),
        role);
  }

  private void closure(List<Mutant> mutants) {
    var alter = "alter table " + table.sql() + " ";
    mutants.add(
        mutant(Eye.TABLE_ATTACK, "no row-level security", alter + "disable row level security"));
    mutants.add(
        mutant(
            Eye.CATALOG, "row-level security not forced", alter + "no force row level security"));
    mutants.add(
        mutant(Eye.CATALOG, "granted to public", "grant select on " + table.sql() + " to public"));
    for (var module : some()) {
      mutants.add(mutant(Eye.CATALOG, "owned by " + module, alter + "owner to " + module));
      mutants.add(
          mutant(
              Eye.CATALOG,
              "may be emptied by " + module,
              "grant truncate on " + table.sql() + " to " + module));
    }
    if (!Known.OFF_THE_TRAIL.containsKey(table.qualified())) {
      for (var kind : List.of("insert", "update", "delete")) {
        mutants.add(
            mutant(
                Eye.CATALOG,
                kind + " not on the trail",
                "drop trigger trail_" + kind + " on " + table.sql()));
        mutants.add(
            mutant(
                Eye.CATALOG,
                kind + " not on the trail for now",
                alter + "disable trigger trail_" + kind));
      }
    }
  }

  private void keys(List<Mutant> mutants) {
    if (!table.hasOrganization() || Known.isPeople(table)) {
      return;
    }
    var column =
        table.columns().stream()
            .filter(each -> each.type().equals("uuid") && !each.name().equals(Known.TENANT_COLUMN))
            .findFirst();
    var name = column.map(Table.Column::quoted).orElse("created_at");
    mutants.add(
        mutant(
            Eye.CATALOG,
            "an index without the organization",
            "create index hole on " + table.sql() + " (" + name + ")"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "an index that ends with the organization",
            "create index hole on " + table.sql() + " (" + name + ", org_id)"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "an index on what isn't leakproof",
            "create index hole on " + table.sql() + " (org_id, lower(org_id::text))"));
    if (column.isPresent()) {
      mutants.add(
          mutant(
              Eye.CATALOG,
              "unique across organizations",
              "create unique index hole on " + table.sql() + " (" + name + ") where false"));
      mutants.add(
          mutant(
              Eye.CATALOG,
              "refers across organizations",
              "alter table " + table.sql() + " add column hole uuid unique",
              "alter table "
                  + table.sql()
                  + " add constraint hole_key foreign key ("
                  + name
                  + ") references "
                  + table.sql()
                  + " (hole) not valid"));
    }
  }

  private void beside(List<Mutant> mutants) {
    var read = "select " + table.text("t") + " as x from " + table.sql() + " t";
    var view = Sql.name(table.schema()) + ".hole";
    var column = table.writtenColumns().getLast().quoted();
    mutants.add(
        mutant(
            Eye.VIEW_ATTACK,
            "a view of a superuser's",
            "create view " + view + " as " + read,
            "grant select on " + view + " to " + Battle.PROBE));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "a view that shows what its owner sees",
            "create view " + view + " as " + read));
    mutants.add(
        mutant(
            Eye.VIEW_ATTACK,
            "a materialized view",
            "create materialized view " + view + " as " + read,
            "grant select on " + view + " to " + Battle.PROBE));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "a materialized view, granted to nobody",
            "create materialized view " + view + " as " + read));
    for (var module : Collections.singletonList(catalog.modules().getFirst())) {
      var function = view + "()";
      var telling =
          "create function " + function + " returns setof text language sql security definer ";
      mutants.add(
          mutant(
              Eye.ROUTINE_ATTACK,
              "a function that tells",
              telling + "set search_path = '' as $$" + read + "$$",
              "grant usage on schema " + Sql.name(table.schema()) + " to " + module,
              "grant execute on function " + function + " to " + module));
      mutants.add(
          mutant(
              Eye.ROUTINE_ATTACK,
              "a function that changes",
              "create function "
                  + function
                  + " returns void language sql security definer set search_path = '' as $$update "
                  + table.sql()
                  + " set "
                  + column
                  + " = "
                  + column
                  + "$$",
              "grant usage on schema " + Sql.name(table.schema()) + " to " + module,
              "grant execute on function " + function + " to " + module));
      mutants.add(
          mutant(
              Eye.CATALOG,
              "a definer without a search path",
              telling + "as $$select 'x'$$",
              "alter function " + function + " owner to cw_people",
              "revoke all on function " + function + " from public"));
      mutants.add(
          mutant(
              Eye.CATALOG,
              "a definer whose path others fill",
              telling + "set search_path = public as $$select 'x'$$",
              "alter function " + function + " owner to cw_people",
              "revoke all on function " + function + " from public"));
      mutants.add(
          mutant(
              Eye.CATALOG,
              "a definer for everybody",
              telling + "set search_path = '' as $$select 'x'$$",
              "alter function " + function + " owner to cw_search",
              "grant execute on function " + function + " to public"));
      mutants.add(
          mutant(
              Eye.CATALOG,
              "a definer of a superuser's",
              telling + "set search_path = '' as $$select 'x'$$",
              "revoke all on function " + function + " from public"));
    }
  }

  private Mutant mutant(Eye eye, String what, String... statements) {
    return new Mutant(table.qualified(), what, List.of(statements), eye);
  }
}
