package dev.cellwright.testing.prove;

import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.testing.TestContexts;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Tries to get at another tenant's data in every way that the catalog of a database offers.
///
/// It makes two tenants with rows in every table and attacks each table, view, function, foreign
/// key and place that executes text: as the other tenant, without a context, with a forged and with
/// an expired one; as each role that functions log in as, and as one that is granted everything, so
/// that each policy must hold by itself. All of it happens in one transaction of a superuser's,
/// which is rolled back.
public final class LeakProver implements AutoCloseable {
  private final Battle battle;
  private final Connection superuser;
  private final Logins logins;

  private LeakProver(Battle battle, Connection superuser, Logins logins) {
    this.battle = battle;
    this.superuser = superuser;
    this.logins = logins;
  }

  /// Sows and arms.
  ///
  /// @param superuser closed with the prover, and where it can't be made
  public static LeakProver in(Connection superuser, Logins logins) throws SQLException {
    var ground = Ground.on(superuser);
    try {
      return new LeakProver(battle(ground), superuser, logins);
    } catch (SQLException | RuntimeException e) {
      ground.close();
      throw e;
    }
  }

  private static Battle battle(Ground ground) throws SQLException {
    // A key of its own, which goes with the transaction: the cell's isn't needed.
    var key =
        new ContextKey(
            "prove", "of the prover, and of nobody else".getBytes(StandardCharsets.UTF_8));
    ground.attempt(
        "call priv.put_context_key(?, decode(?, 'hex'))",
        key.id(),
        HexFormat.of().formatHex(key.secret()));
    var catalog = Catalog.of(ground);
    var ours = Tenant.of('a');
    var theirs = Tenant.of('b');
    var seeds = Seeds.sow(ground, catalog, List.of(ours, theirs));
    var battle = new Battle(ground, catalog, seeds, new TestContexts(key), ours, theirs);
    battle.arm();
    return battle;
  }

  /// Everything.
  public Report prove() throws SQLException {
    var proofs = new ArrayList<Proof>(Lints.check(superuser));
    for (var table : battle.catalog().tables().values()) {
      proofs.addAll(attack(table));
    }
    for (var view : battle.catalog().views()) {
      proofs.addAll(new ViewAttacks(battle, view).run());
    }
    for (var routine : battle.catalog().routines()) {
      proofs.addAll(new RoutineAttacks(battle, routine).run());
    }
    for (var key : battle.catalog().foreignKeys()) {
      proofs.addAll(new ReferenceAttacks(battle, key).run());
    }
    for (var module : battle.catalog().modules()) {
      proofs.addAll(new Injections(battle, module).run());
      proofs.addAll(new Impostors(module, logins).run());
    }
    return new Report(proofs);
  }

  boolean lintsComplain() throws SQLException {
    return Lints.complain(superuser);
  }

  List<Proof> attack(Table table) throws SQLException {
    return Known.isGlobal(table) ? List.of() : new TableAttacks(battle, table).run();
  }

  /// Attacks the views or functions of this name, as the catalog knows them now.
  List<Proof> attackNew(String name, Mutant.Eye kind) throws SQLException {
    var now = Catalog.of(battle.ground());
    var proofs = new ArrayList<Proof>();
    if (kind == Mutant.Eye.VIEW_ATTACK) {
      for (var view : now.views()) {
        if (view.endsWith("." + name)) {
          proofs.addAll(new ViewAttacks(battle, view).run());
        }
      }
    } else {
      for (var routine : now.routines()) {
        if (routine.name().equals(name)) {
          proofs.addAll(new RoutineAttacks(battle, routine).run());
        }
      }
    }
    return proofs;
  }

  /// Injects, as its own module, what is aimed at a table.
  List<Proof> inject(String table) throws SQLException {
    var aim = battle.catalog().table(table);
    return new Injections(battle, "m_" + aim.schema()).run(aim);
  }

  /// Follows the foreign key of this name, with its table before it.
  List<Proof> references(String name) throws SQLException {
    var proofs = new ArrayList<Proof>();
    for (var key : battle.catalog().foreignKeys()) {
      if (name.equals(battle.catalog().table(key.child()).qualified() + "." + key.name())) {
        proofs.addAll(new ReferenceAttacks(battle, key).run());
      }
    }
    return proofs;
  }

  Battle battle() {
    return battle;
  }

  @Override
  public void close() throws SQLException {
    battle.ground().close();
  }
}
