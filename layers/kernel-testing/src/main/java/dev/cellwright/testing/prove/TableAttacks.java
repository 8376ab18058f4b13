package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Select, insert, update and delete on a table, as everybody who might try.
record TableAttacks(Battle battle, Table table) {

  /// A row as the role may read it, and the columns that it may select and update.
  private record Reach(String text, List<String> selected, List<String> updated) {}

  List<Proof> run() throws SQLException {
    var proofs = new ArrayList<Proof>();
    proofs.add(ownRowsAreSeen());
    for (var role : battle.roles()) {
      var reach = reach(role);
      for (var attacker : battle.attackers(role)) {
        proofs.add(select(attacker, reach));
        proofs.add(insert(attacker));
        proofs.add(update(attacker, reach));
        proofs.add(delete(attacker, reach));
      }
      if (isTheOrganizationByDefault()) {
        for (var pretender : battle.pretenders(role)) {
          proofs.add(insertByDefault(pretender));
        }
      }
      if (table.hasOrganization()) {
        proofs.add(moveAway(battle.attackers(role).getFirst()));
      }
    }
    return proofs;
  }

  /// Without this the others would prove nothing: whom a policy lets at no row, it also lets at no
  /// row of others.
  private Proof ownRowsAreSeen() throws SQLException {
    var us = battle.attackers(Battle.PROBE).getFirst();
    var own = new Battle.Attacker("policies alone, the tenant itself", us.role(), us.context());
    var seen =
        battle
            .ground()
            .undone(() -> {
              battle.ground().become(own.role(), own.context());
              return battle.ground().attempt("select count(*) from " + table.sql());
            });
    var unread = Known.isPeople(table) || Known.UNREAD.containsKey(table.qualified());
    if (seen.failed()) {
      return Battle.refusal(table.qualified(), "select", own, seen);
    }
    return unread == seen.values().getFirst().equals("0")
        ? Proof.refused(table.qualified(), "select", own.name())
        : Proof.unproven(
            table.qualified(),
            "select",
            own.name(),
            "it sees " + seen.values().getFirst() + " rows");
  }

  private Proof select(Battle.Attacker attacker, Reach reach) throws SQLException {
    return battle.reads(
        table.qualified(),
        "select",
        attacker,
        "select " + reach.text + " from " + table.sql() + " t");
  }

  /// A row of theirs, as they might have written it.
  private Proof insert(Battle.Attacker attacker) throws SQLException {
    var row = theirNewRow();
    return battle.changes(
        table, "insert", attacker, RowMaker.insertion(row), row.values().values().toArray());
  }

  /// A row that doesn't say whose it is: it is theirs if the context is believed.
  private Proof insertByDefault(Battle.Attacker attacker) throws SQLException {
    var row = theirNewRow();
    row.values().remove(Known.TENANT_COLUMN);
    return battle.changes(
        table,
        "insert",
        new Battle.Attacker(attacker.name() + ", by default", attacker.role(), attacker.context()),
        RowMaker.insertion(row),
        row.values().values().toArray());
  }

  private boolean isTheOrganizationByDefault() throws SQLException {
    return !battle
        .ground()
        .rows(
            "select 1 from pg_attribute where attrelid = ?::bigint::oid and attname = ? and atthasdef",
            table.oid(),
            Known.TENANT_COLUMN)
        .isEmpty();
  }

  private Seeds.Row theirNewRow() throws SQLException {
    return battle
        .seeds()
        .maker()
        .another(battle.theirs(), battle.seeds().of(battle.theirs(), table).getFirst());
  }

  private Proof update(Battle.Attacker attacker, Reach reach) throws SQLException {
    var column =
        reach.updated.isEmpty()
            ? table.writtenColumns().getLast().name()
            : reach.updated.getFirst();
    var value = reach.selected.contains(column) ? Sql.name(column) : "null";
    return battle.changes(
        table,
        "update",
        attacker,
        "update " + table.sql() + " set " + Sql.name(column) + " = " + value + onTheirs(reach));
  }

  private Proof delete(Battle.Attacker attacker, Reach reach) throws SQLException {
    return battle.changes(
        table, "delete", attacker, "delete from " + table.sql() + onTheirs(reach));
  }

  /// Aims at their rows where the role may name the tenant; else at every row.
  private String onTheirs(Reach reach) {
    return reach.selected.contains(Known.TENANT_COLUMN)
        ? " where org_id = '" + battle.theirs().organization() + "'"
        : "";
  }

  /// The attacker's own rows, handed to the other tenant.
  private Proof moveAway(Battle.Attacker attacker) throws SQLException {
    var mover =
        new Battle.Attacker(
            attacker.name() + ", moving rows there", attacker.role(), attacker.context());
    return battle
        .ground()
        .undone(() -> {
          battle.ground().become(mover.role(), mover.context());
          var ending =
              battle
                  .ground()
                  .attempt(
                      "update "
                          + table.sql()
                          + " set org_id = '"
                          + battle.theirs().organization()
                          + "'");
          if (ending.failed()) {
            return Battle.refusal(table.qualified(), "update", mover, ending);
          }
          return Battle.judged(
              table.qualified(),
              "update",
              mover,
              ending.changed() == 0 ? null : ending.changed() + " rows moved");
        });
  }

  private Reach reach(String role) throws SQLException {
    Predicate<String> written = name -> table.column(name).map(Table.Column::written).orElse(false);
    return new Reach(
        battle.readable(table, role),
        battle.columns(table, role, "select"),
        battle.columns(table, role, "update").stream()
            .filter(written)
            .filter(name -> !name.equals(Known.TENANT_COLUMN))
            .toList());
  }
}
