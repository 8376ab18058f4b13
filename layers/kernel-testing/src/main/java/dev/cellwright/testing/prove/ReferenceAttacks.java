package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Foreign keys: that no row names another tenant's, and that naming one is refused like naming
/// nothing.
record ReferenceAttacks(Battle battle, ForeignKey key) {
  /// SQLSTATE of a row that a check refuses.
  private static final String CHECKED = "23514";

  List<Proof> run() throws SQLException {
    var child = battle.catalog().table(key.child());
    var parent = battle.catalog().table(key.parent());
    var proofs = new ArrayList<Proof>();
    proofs.add(joined(child, parent));
    if (child.hasOrganization() && !Known.isPeople(parent)) {
      proofs.add(named(child, parent));
    }
    return proofs;
  }

  private String subject(Table child) {
    return child.qualified() + "." + key.name();
  }

  /// Every row with the row it names: same tenant, or none at all.
  private Proof joined(Table child, Table parent) throws SQLException {
    var match =
        java.util.stream.IntStream.range(0, key.columns().size())
            .mapToObj(i ->
                "c."
                    + Sql.name(key.columns().get(i))
                    + " = p."
                    + Sql.name(key.parentColumns().get(i)))
            .collect(Collectors.joining(" and "));
    var named =
        key.columns().stream()
            .map(column -> "c." + Sql.name(column) + " is not null")
            .collect(Collectors.joining(" and "));
    var stranger =
        child.hasOrganization() && parent.hasOrganization()
            ? "p is null or p.org_id <> c.org_id"
            : "p is null";
    var astray =
        battle
            .ground()
            .values(
                "select count(*) from %s c left join %s p on %s where %s and (%s)"
                    .formatted(child.sql(), parent.sql(), match, named, stranger))
            .getFirst();
    return astray.equals("0")
        ? Proof.refused(subject(child), "refer", "all rows there are")
        : Proof.leaked(
            subject(child), "refer", "all rows there are", astray + " rows name another tenant's");
  }

  /// A row of ours that names a row of theirs ends as one that names nothing.
  private Proof named(Table child, Table parent) throws SQLException {
    var attacker =
        new Battle.Attacker(
            "policies alone, naming theirs",
            Battle.PROBE,
            battle.ours().context(battle.contexts(), battle.seeds()));
    var theirs = battle.seeds().of(battle.theirs(), parent).getFirst();
    var reached = attempt(child, attacker, theirs);
    var nothing = battle.seeds().maker().another(battle.theirs(), theirs);
    var missed = attempt(child, attacker, nothing);
    var same = String.valueOf(reached.state()).equals(String.valueOf(missed.state()));
    if (reached.failed() && same && !Battle.isNonsense(reached)) {
      return Proof.refused(subject(child), "refer", attacker.name());
    }
    return reached.failed() && same
        ? Proof.unproven(subject(child), "refer", attacker.name(), reached.message())
        : Proof.leaked(
            subject(child),
            "refer",
            attacker.name(),
            "theirs: %s; nothing: %s"
                .formatted(
                    reached.failed() ? reached.message() : "accepted",
                    missed.failed() ? missed.message() : "accepted"));
  }

  private Ground.Ending attempt(Table child, Battle.Attacker attacker, Seeds.Row named)
      throws SQLException {
    var ours =
        battle
            .seeds()
            .maker()
            .another(battle.ours(), battle.seeds().of(battle.ours(), child).getFirst());
    var values = new LinkedHashMap<String, @Nullable String>(ours.values());
    for (int i = 0; i < key.columns().size(); i++) {
      if (!key.columns().get(i).equals(Known.TENANT_COLUMN)) {
        values.put(key.columns().get(i), named.values().get(key.parentColumns().get(i)));
      }
    }
    var ending = inserted(new Seeds.Row(child, values), attacker);
    if (CHECKED.equals(ending.state())) {
      alone(child, values, ending);
      return inserted(new Seeds.Row(child, values), attacker);
    }
    return ending;
  }

  private Ground.Ending inserted(Seeds.Row row, Battle.Attacker attacker) throws SQLException {
    return battle
        .ground()
        .undone(() -> {
          battle.ground().become(attacker.role(), attacker.context());
          return battle.ground().attempt(RowMaker.insertion(row), row.values().values().toArray());
        });
  }

  /// Empties what a row may not name beside this key: of some keys only one may be set.
  private void alone(Table child, Map<String, @Nullable String> values, Ground.Ending refused)
      throws SQLException {
    for (var column : battle.seeds().maker().columnsOf(child, refused.message())) {
      if (!key.columns().contains(column) && child.column(column).orElseThrow().nullable()) {
        values.put(column, null);
      }
    }
  }
}
