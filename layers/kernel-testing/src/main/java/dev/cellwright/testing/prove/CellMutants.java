package dev.cellwright.testing.prove;

import dev.cellwright.testing.prove.Mutant.Eye;
import java.util.ArrayList;
import java.util.List;

/// Ways to break a cell that no single table is to blame for: its roles, its database, the
/// functions that tell the tenant.
record CellMutants(Catalog catalog) {

  List<Mutant> all() {
    var mutants = new ArrayList<Mutant>();
    context(mutants);
    cell(mutants);
    catalog.modules().forEach(module -> role(mutants, module));
    references(mutants);
    return mutants;
  }

  private static void context(List<Mutant> mutants) {
    var unsigned =
        """
        create or replace function priv.verified(token text) returns text[] language sql stable security definer
        set search_path = '' as $$select string_to_array(token, '|')$$\
        """;
    mutants.add(mutant(Eye.TABLE_ATTACK, "priv.verified", "checks nothing", unsigned));
    mutants.add(
        mutant(
            Eye.TABLE_ATTACK,
            "priv.verified",
            "forgets the expiry",
            """
            create or replace function priv.verified(token text) returns text[] language plpgsql stable security definer
            set search_path = '' as $$
            declare fields text[] := string_to_array(token, '|');
            begin
              if (select sha256(k.outer_pad || sha256(k.inner_pad || convert_to(left(token, -65), 'UTF8'))) = decode(fields[11], 'hex')
                  from priv.context_keys k where k.kid = fields[2]) is not true then
                raise exception 'not signed' using errcode = 'CW498';
              end if;
              return fields;
            end $$\
            """));
    mutants.add(
        mutant(
            Eye.TABLE_ATTACK,
            "priv.org",
            "trusts a setting",
            """
            create or replace function priv.org() returns uuid language sql stable security definer set search_path = ''
            as $$select nullif(split_part(current_setting('cw.context', true), '|', 4), '')::uuid$$\
            """));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "priv.context_keys",
            "may be read by everybody",
            "grant select on priv.context_keys to public"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "priv.unseal",
            "may be called by everybody",
            "grant execute on function priv.unseal(jsonb) to public"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "core.audit_log",
            "may be changed by who writes it",
            "grant update on core.audit_log to cw_audit"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "core.audit_log",
            "may be cut by who writes it",
            "grant delete on core.audit_log to cw_audit"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "core.audit_log",
            "may be written by the owner",
            "grant insert on core.audit_log to cw_owner"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "core.person_keys",
            "a destroyed key may come back",
            "grant delete on core.person_keys to cw_audit"));
  }

  private static void cell(List<Mutant> mutants) {
    mutants.add(
        mutant(
            Eye.CATALOG,
            "the database",
            "lets everybody make temporary tables",
            """
            do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$\
            """));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "the schema public",
            "lets everybody make things",
            "grant create on schema public to public"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "default privileges",
            "open what comes",
            "alter default privileges for role cw_owner grant select on tables to public"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "a table",
            "says not whose its rows are",
            "create table core.hole (id uuid primary key)",
            "alter table core.hole owner to cw_owner",
            "alter table core.hole enable row level security, force row level security"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "the deciding functions",
            "may be reached by everybody",
            """
            do $$ begin
              execute (select format('grant usage on schema %I to public', min(n.nspname)) from pg_namespace n where n.nspname ~ '^authz_[0-9a-f]{12}$');
            end $$\
            """));
    mutants.add(
        mutant(
            Eye.CATALOG,
            "a publication",
            "sends rows away",
            "create publication hole for all tables"));
    for (var role :
        List.of(
            "cw_owner",
            "cw_kernel",
            "cw_people",
            "cw_search",
            "cw_audit",
            "cw_access",
            "cw_vault",
            "cw_trail",
            "cw_archive")) {
      mutants.add(mutant(Eye.CATALOG, role, "logs in", "alter role " + role + " login"));
      mutants.add(
          mutant(
              Eye.CATALOG,
              role,
              "bypasses row-level security",
              "alter role " + role + " bypassrls"));
    }
    mutants.add(
        mutant(Eye.CATALOG, "cw_migrator", "becomes more", "grant cw_people to cw_migrator"));
  }

  private static void role(List<Mutant> mutants, String module) {
    for (var attribute :
        List.of("superuser", "bypassrls", "createrole", "createdb", "replication", "inherit")) {
      mutants.add(
          mutant(Eye.CATALOG, module, "is " + attribute, "alter role " + module + " " + attribute));
    }
    for (var other : List.of("cw_owner", "cw_people", "cw_search", "cw_migrator")) {
      mutants.add(
          mutant(Eye.CATALOG, module, "may be " + other, "grant " + other + " to " + module));
    }
    mutants.add(
        mutant(
            Eye.CATALOG,
            module,
            "has no statement timeout",
            "alter role " + module + " reset statement_timeout"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            module,
            "may take any time",
            "alter role " + module + " set statement_timeout = 0"));
    mutants.add(
        mutant(
            Eye.CATALOG,
            module,
            "may make things",
            "grant create on schema " + module.substring(2) + " to " + module));
    mutants.add(
        mutant(
            Eye.CATALOG,
            module,
            "owns a schema",
            "alter schema " + module.substring(2) + " owner to " + module));
  }

  /// A row that names nothing of its own tenant's, put there past the key.
  private void references(List<Mutant> mutants) {
    for (var key : catalog.foreignKeys()) {
      var child = catalog.table(key.child());
      var parent = catalog.table(key.parent());
      var column = key.columns().getLast();
      if (column.equals(Known.TENANT_COLUMN) || Known.isGlobal(child)) {
        continue;
      }
      mutants.add(
          mutant(
              Eye.REFERENCES,
              child.qualified() + "." + key.name(),
              "a row names nothing of its own tenant's",
              unchecked(child),
              "set local session_replication_role = replica",
              "update %s set %s = gen_random_uuid()".formatted(child.sql(), Sql.name(column)),
              "set local session_replication_role = origin"));
      if (child.hasOrganization() && parent.hasOrganization() && !isBacked(key)) {
        mutants.add(
            mutant(
                Eye.REFERENCES,
                child.qualified() + "." + key.name(),
                "is gone, and another tenant's may be named",
                "alter table %s drop constraint %s".formatted(child.sql(), Sql.name(key.name()))));
      }
    }
  }

  /// Without its checks a table takes any row: one that says which of two keys is set would refuse
  /// the change before anybody looks at what it names.
  private static String unchecked(Table table) {
    return """
    do $$
    declare rule name;
    begin
      for rule in select conname from pg_constraint where conrelid = %s::bigint::oid and contype = 'c' loop
        execute format('alter table %s drop constraint %%I', rule);
      end loop;
    end $$\
    """
        .formatted(table.oid(), table.sql());
  }

  /// Whether another key of the table holds the same columns, and so still refuses when this one is
  /// gone.
  private boolean isBacked(ForeignKey key) {
    return catalog.foreignKeys().stream()
        .filter(other -> other.child() == key.child() && !other.equals(key))
        .flatMap(other -> other.columns().stream())
        .anyMatch(column -> !column.equals(Known.TENANT_COLUMN) && key.columns().contains(column));
  }

  private static Mutant mutant(Eye eye, String where, String what, String... statements) {
    return new Mutant(where, what, List.of(statements), eye);
  }
}
