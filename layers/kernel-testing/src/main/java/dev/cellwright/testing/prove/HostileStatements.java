package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Statements that an intruder would try, whatever table it is about.
///
/// @param purpose as the report calls it
record HostileStatements(String purpose, String sql) {

  static List<HostileStatements> all(Battle battle, String role) throws SQLException {
    var hostile = new ArrayList<HostileStatements>();
    contexts(battle, role)
        .forEach(sql -> hostile.add(new HostileStatements("switching context", sql)));
    KEYS.forEach(sql -> hostile.add(new HostileStatements("reading keys", sql)));
    CATALOGS.forEach(sql -> hostile.add(new HostileStatements("reading statistics", sql)));
    ESCAPES.forEach(sql -> hostile.add(new HostileStatements("escaping", sql)));
    return hostile;
  }

  /// Contexts that are nearly good, each followed by a read of everything the caller may see.
  private static List<String> contexts(Battle battle, String role) throws SQLException {
    var table = table(battle, role);
    var everything = battle.readable(table, role);
    var seeds = battle.seeds();
    var theirs = battle.theirs();
    var person = seeds.person(theirs);
    var session = seeds.session(theirs);
    var own = battle.ours().context(battle.contexts(), seeds);
    var swapped =
        own.replace(battle.ours().organization().toString(), theirs.organization().toString());
    var unsigned = own.substring(0, own.length() - 64);
    return List.of(
            battle.contexts().forged(theirs.organization(), person, session),
            battle.contexts().expired(theirs.organization(), person, session),
            swapped,
            unsigned,
            swapped.substring(0, swapped.length() - 64),
            swapped.substring(0, swapped.length() - 64) + "00",
            swapped.replace("|test-1|", "|none|"),
            own + "|" + theirs.organization(),
            "1|" + swapped,
            "|".repeat(10),
            "system" + own)
        .stream()
        .flatMap(context ->
            List.of(
                "with s as materialized (select pg_catalog.set_config('cw.context', %s, true) as c) select %s from s, %s t"
                    .formatted(Sql.literal(context), everything, table.sql()),
                "select t.x from api.q(%s, %s, '{}') as t (x text)"
                    .formatted(
                        Sql.literal(context),
                        Sql.literal("select " + everything + " from " + table.sql() + " t")),
                "select t.x from api.page(%s, %s, 'select null::uuid, null::jsonb', '{\"args\": {}, \"visible\": {\"permission\": \"role.assignee\", \"few\": 0}}') as t (x text)"
                    .formatted(
                        Sql.literal(context),
                        Sql.literal("select " + everything + " from " + table.sql() + " t")),
                "select priv.enter(%s, '{}')::text || %s from %s t"
                    .formatted(Sql.literal(context), everything, table.sql()))
                .stream())
        .toList();
  }

  /// The table of which the role may read most: what is tried is the context.
  private static Table table(Battle battle, String role) throws SQLException {
    Table best = battle.catalog().tables().values().iterator().next();
    var most = -1;
    for (var table : battle.catalog().tables().values()) {
      var readable = battle.columns(table, role, "select").size();
      if (table.hasOrganization() && readable > most) {
        best = table;
        most = readable;
      }
    }
    return best;
  }

  private static final List<String> KEYS =
      List.of(
          "select k.kid || k.inner_pad::text from priv.context_keys k",
          "select priv.field(4)",
          "select priv.seal('00000000-0000-0000-0000-000000000000', 'x')::text",
          "select priv.unseal(l.changes)::text from core.audit_log l",
          "select k.key::text from core.person_keys k",
          "select l.rolpassword from pg_authid l",
          "select s.passwd from pg_shadow s");

  private static final List<String> CATALOGS =
      List.of(
          "select s.most_common_vals::text from pg_stats s where s.schemaname !~ '^pg_'",
          "select s.stavalues1::text from pg_statistic s",
          "select a.query from pg_stat_activity a",
          "select pg_read_file('PG_VERSION')",
          "select pg_ls_dir('.')::text",
          "select database_to_xml(true, false, '')::text",
          "select table_to_xml('core.audit_log', true, false, '')::text",
          "select currval('core.outbox_sequence_seq')::text",
          "select lo_get(oid)::text from pg_largeobject_metadata");

  private static final List<String> ESCAPES =
      List.of(
          "select 'a'; select 'b'",
          "set role cw_people",
          "set cw.context = ''",
          "reset role",
          "begin",
          "commit",
          "copy core.audit_log to stdout",
          "copy (select 'x') to program 'true'",
          "create temp table mine as select 'x' as x",
          "create function public.mine() returns text language sql as 'select 1::text'",
          "alter table core.audit_log disable trigger all",
          "alter role current_user superuser",
          "grant cw_people to current_user",
          "drop table core.audit_log",
          "truncate core.audit_log",
          "listen everything",
          "prepare mine as select 'x'",
          "declare mine cursor for select 'x'",
          "explain analyze select 'x'",
          "call priv.put_context_key('mine', decode(repeat('00', 32), 'hex'))",
          "call migration.module('mine')",
          "do 'begin end'",
          "select set_config('transaction_read_only', 'off', true)",
          "select set_config('session_replication_role', 'replica', true)",
          "select set_config('log_statement', 'all', true)",
          "select lo_import('/etc/passwd')::text",
          "select pg_reload_conf()::text",
          "select pg_terminate_backend(pid)::text from pg_stat_activity");
}
