package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Every view, read as everybody.
record ViewAttacks(Battle battle, String view) {

  List<Proof> run() throws SQLException {
    var proofs = new ArrayList<Proof>();
    for (var role : battle.roles()) {
      for (var attacker : battle.attackers(role)) {
        proofs.add(
            battle.reads(view, "select", attacker, "select to_jsonb(v)::text from " + view + " v"));
      }
    }
    return proofs;
  }
}
