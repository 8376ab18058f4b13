package dev.cellwright.testing.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The prover's own test: breaks the isolation of a database in every way, one after the other, and
/// asks each time whether the prover turns red. Everything is undone.
public final class Sabotage implements AutoCloseable {
  private final LeakProver prover;

  private Sabotage(LeakProver prover) {
    this.prover = prover;
  }

  /// Prepares a prover to be put to the test.
  ///
  /// @param superuser closed with the sabotage
  public static Sabotage in(Connection superuser, Logins logins) throws SQLException {
    return new Sabotage(LeakProver.in(superuser, logins));
  }

  /// What was broken.
  ///
  /// @param broken how many ways there were
  /// @param unnoticed those that left the prover green, in words
  public record Result(int broken, List<String> unnoticed) {}

  public Result run() throws SQLException {
    var unnoticed = new ArrayList<String>();
    var mutants = mutants();
    for (var mutant : mutants) {
      if (!isNoticed(mutant)) {
        unnoticed.add(mutant.where() + ": " + mutant.what() + " (" + mutant.seenBy() + ")");
      }
    }
    return new Result(mutants.size(), unnoticed);
  }

  private List<Mutant> mutants() throws SQLException {
    var battle = prover.battle();
    var mutants = new ArrayList<Mutant>();
    for (var table : battle.catalog().tables().values()) {
      if (!Known.isGlobal(table)) {
        mutants.addAll(new TableMutants(battle.ground(), battle.catalog(), table).all());
      }
    }
    mutants.addAll(new CellMutants(battle.catalog()).all());
    return mutants;
  }

  private boolean isNoticed(Mutant mutant) throws SQLException {
    var ground = prover.battle().ground();
    return ground.undone(() -> {
      for (var statement : mutant.statements()) {
        ground.run(statement);
      }
      return sees(mutant);
    });
  }

  private boolean sees(Mutant mutant) throws SQLException {
    return switch (mutant.seenBy()) {
      case CATALOG -> prover.lintsComplain();
      case TABLE_ATTACK -> isBad(attacks(mutant));
      case INJECTION -> isBad(prover.inject(mutant.where()));
      case VIEW_ATTACK, ROUTINE_ATTACK -> isBad(prover.attackNew("hole", mutant.seenBy()));
      case REFERENCES -> isBad(prover.references(mutant.where()));
    };
  }

  private static boolean isBad(List<Proof> proofs) {
    return proofs.stream().anyMatch(proof -> !proof.isGood());
  }

  /// The table's own attacks; for what all tables rest on, those on each until one goes through.
  private List<Proof> attacks(Mutant mutant) throws SQLException {
    for (var table : prover.battle().catalog().tables().values()) {
      if (table.qualified().equals(mutant.where()) || mutant.where().startsWith("priv.")) {
        var proofs = prover.attack(table);
        if (isBad(proofs)) {
          return proofs;
        }
      }
    }
    return List.of();
  }

  @Override
  public void close() throws SQLException {
    prover.close();
  }
}
