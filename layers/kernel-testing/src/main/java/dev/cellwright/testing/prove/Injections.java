package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// SQL of an intruder's own, wherever the kernel executes text: as a module's read, as the page of
/// a list, as the candidates that a list walks through, and as a step of a module's command. Its
/// context is the attacker's; what it wants is the other tenant's.
record Injections(Battle battle, String role) {
  private static final String READ =
      "select t.x from api.q(?, ?, cast('{\"args\": {}}' as jsonb)) as t (x text)";

  /// A page whose walk meets one candidate: nobody has so few roles that it is driven from them.
  private static final String PAGE =
      """
      select t.x from api.page(?, %s, %s, cast(
        '{"args": {}, "visible": {"permission": "role.assignee", "few": -1, "work": 1, "wanted": 2, "skip": 0}}' as jsonb))
        as t (x text)\
      """;

  private static final String SHOWN =
      PAGE.formatted("?", "'select pg_catalog.gen_random_uuid(), null::jsonb'");

  /// Answers where the walk stopped.
  private static final String WALKED = PAGE.formatted("'select $3::text'", "?");

  private static final String COMMAND = "select api.cmd(?, cast(? as jsonb))";

  List<Proof> run() throws SQLException {
    var proofs = new ArrayList<Proof>();
    proofs.add(harmless("api.q", READ, "select 'good'"));
    proofs.add(harmless("api.page", SHOWN, "select 'good'"));
    proofs.add(harmless("api.page", WALKED, candidates("select 'good'")));
    for (var table : battle.catalog().tables().values()) {
      if (!Known.isGlobal(table)) {
        proofs.addAll(run(table));
      }
    }
    for (var statement : HostileStatements.all(battle, role)) {
      proofs.addAll(reads("api.q", statement.purpose(), statement.sql()));
      proofs.add(command("api.cmd", statement.purpose(), statement.sql()));
    }
    return proofs;
  }

  List<Proof> run(Table table) throws SQLException {
    var proofs = new ArrayList<Proof>();
    for (var statement : on(table)) {
      proofs.addAll(reads(table.qualified(), "reading", statement));
      proofs.add(command(table.qualified(), "reading", statement));
    }
    for (var statement : changing(table)) {
      proofs.addAll(reads(table.qualified(), "changing", statement));
      proofs.add(command(table.qualified(), "changing", statement));
    }
    return proofs;
  }

  private Battle.Attacker attacker(String how) {
    return new Battle.Attacker(
        role + ", injecting: " + how,
        role,
        battle.ours().context(battle.contexts(), battle.seeds()));
  }

  /// That the way itself is open; else all refusals would prove nothing.
  private Proof harmless(String subject, String call, String statement) throws SQLException {
    var attacker = attacker("nothing");
    var ending =
        battle
            .ground()
            .undone(() -> {
              battle.ground().become(role, "");
              return battle.ground().attempt(call, attacker.context(), statement);
            });
    return ending.values().stream().anyMatch(value -> value.contains("good"))
        ? Proof.refused(subject, "inject", attacker.name())
        : mayNotCall(subject, ending, attacker);
  }

  /// A module that may make no call at all has no place for an injection.
  private Proof mayNotCall(String subject, Ground.Ending ending, Battle.Attacker attacker) {
    return "42501".equals(ending.state())
        ? Proof.refused(subject, "inject", attacker.name())
        : Proof.unproven(subject, "inject", attacker.name(), String.valueOf(ending.message()));
  }

  /// Plain, beside a switched context, and behind one, in the orders in which PostgreSQL may
  /// evaluate.
  private List<String> on(Table table) throws SQLException {
    var row = battle.readable(table, role);
    var forged = Sql.literal(forged());
    return List.of(
        "select " + row + " from " + table.sql() + " t",
        "select %s from (select pg_catalog.set_config('cw.context', %s, true) as c offset 0) s, %s t"
            .formatted(row, forged, table.sql()),
        "with s as materialized (select pg_catalog.set_config('cw.context', %s, true) as c) select %s from s, %s t"
            .formatted(forged, row, table.sql()),
        "with s as materialized (select pg_catalog.set_config('cw.context', '', true) as c) select %s from s, %s t"
            .formatted(row, table.sql()),
        "with s as materialized (select pg_catalog.set_config('row_security', 'off', true) as c) select %s from s, %s t"
            .formatted(row, table.sql()),
        "select pg_catalog.query_to_xml('select %s from %s t', true, false, '')::text"
            .formatted(row.replace("'", "''"), table.sql()));
  }

  private List<String> changing(Table table) throws SQLException {
    var may = battle.columns(table, role, "update");
    var column =
        may.isEmpty() ? table.writtenColumns().getLast().quoted() : Sql.name(may.getFirst());
    var theirs = "'" + battle.theirs().organization() + "'";
    var aimed = table.hasOrganization() ? " where org_id = " + theirs : "";
    return List.of(
        "with d as (delete from %s%s returning 1 as x) select x::text from d"
            .formatted(table.sql(), aimed),
        "with u as (update %s set %s = %s%s returning 1 as x) select x::text from u"
            .formatted(table.sql(), column, column, aimed));
  }

  private String forged() {
    return battle
        .contexts()
        .forged(
            battle.theirs().organization(),
            battle.seeds().person(battle.theirs()),
            battle.seeds().session(battle.theirs()));
  }

  /// As each text that a read executes.
  private List<Proof> reads(String subject, String how, String statement) throws SQLException {
    return List.of(
        tried(subject, how, READ, statement, statement),
        tried(subject, how, SHOWN, statement, statement),
        tried(subject, how, WALKED, statement, statement),
        tried(subject, how, WALKED, statement, candidates(statement)));
  }

  /// A statement whose result a walk takes for the place of a candidate.
  private static String candidates(String statement) {
    return "select pg_catalog.gen_random_uuid(), pg_catalog.to_jsonb(h.x) from (%s) h (x)"
        .formatted(statement);
  }

  private Proof command(String subject, String how, String statement) throws SQLException {
    return tried(
        subject,
        how,
        COMMAND,
        statement,
        """
        {"key": "k", "fingerprint": "", "steps": [{"args": {}, "expect": 1, "else": "no", "sql": %s}]}\
        """
            .formatted(JsonText.of(statement)));
  }

  private Proof tried(String subject, String how, String call, String statement, String parameter)
      throws SQLException {
    var attacker = attacker(how);
    return battle
        .ground()
        .undone(() -> {
          battle.ground().become(role, "");
          var ending = battle.ground().attempt(call, attacker.context(), parameter);
          if (ending.failed()) {
            return Proof.refused(subject, "inject", attacker.name());
          }
          var told =
              battle.told(ending, forged(), battle.theirs().organization().toString(), statement);
          battle.ground().comeBack();
          if (told == null && battle.seeds().areChanged(battle.theirs())) {
            told = "rows of theirs changed";
          }
          return Battle.judged(
              subject, "inject", attacker, told == null ? null : told + ", by " + statement);
        });
  }
}
