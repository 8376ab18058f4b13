package dev.cellwright.audit;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Seals the trail's new rows, of all organizations: hashes them in commit order, signs what comes
/// out, lays it where nobody can change it, and notes it.
///
/// The bucket decides. Whoever comes to a number that is taken there, after a crash or beside
/// another sealer, takes up the seal that lies there, if the rows bear it out. So a number never
/// has two seals.
final class SealTrail {
  /// A seal's rows; bounds what is read and written at a time.
  static final int ROWS = 1000;

  /// A run's seals; what remains waits for the next run.
  static final int SEALS = 60;

  /// @param seals how many were made
  /// @param rows how many they hold
  /// @param finished whether nothing is left that could be sealed
  record Sealed(int seals, long rows, boolean finished) {}

  private final Database database;
  private final SealSigner signer;
  private final SealVault vault;
  private final String cell;

  SealTrail(Database database, SealSigner signer, SealVault vault, String cell) {
    this.database = database;
    this.signer = signer;
    this.vault = vault;
    this.cell = cell;
  }

  /// Seals what waits, within a run's bounds.
  ///
  /// @throws ChainBroken where a seal in the bucket isn't borne out by the database
  Sealed seal() {
    long rows = 0;
    for (int seals = 0; seals < SEALS; seals++) {
      var next = next();
      if (next == null) {
        return new Sealed(seals, rows, true);
      }
      rows += note(vault.put(next) ? next : found(next));
    }
    return new Sealed(SEALS, rows, false);
  }

  /// How far the sealing is.
  Sealing standing() {
    return Objects.requireNonNull(database.first(SealStore.SEALING, Binds.none()));
  }

  private @Nullable SealObject next() {
    var pieces = database.all(SealStore.NEXT, SealStore.next(cell, signer.keyId(), ROWS));
    if (pieces.isEmpty()) {
      return null;
    }
    var batches = new ArrayList<String>();
    pieces.forEach(piece -> batches.addAll(piece.batches().lines().toList()));
    var first = pieces.getFirst();
    return new SealObject(
        first.number(),
        first.body(),
        signer.sign(first.hash()),
        signer.keyId(),
        first.lastXid(),
        first.lastOrg(),
        first.lastId(),
        batches);
  }

  /// The seal that was laid at the number before, by a run that didn't come to note it.
  private SealObject found(SealObject ours) {
    var theirs = vault.find(ours.number());
    if (theirs == null) {
      throw new IllegalStateException(
          "the bucket refuses seal " + ours.number() + " and shows none");
    }
    if (!isOurs(theirs)) {
      throw new ChainBroken(ours.number(), "the one in the bucket is signed by another key");
    }
    return theirs;
  }

  /// Whether the key that signs now made a seal, or one that did before it was rotated.
  private boolean isOurs(SealObject seal) {
    if (seal.keyId().equals(signer.keyId())) {
      return signer.signed(seal);
    }
    var before = database.first(SealStore.KEY, Binds.of("id", seal.keyId()));
    return before != null
        && SealSigner.isSignedBy(before.publicKey(), seal.seal(), seal.signature());
  }

  /// @return how many rows the seal holds; 0 where another run noted it first
  private long note(SealObject seal) {
    var outcome = database.run(Command.of(SealStore.record(cell, seal, signer.pem())));
    return switch (outcome.ending()) {
      case null -> outcome.row(0, Noted.class).rows();
      case "known" -> 0;
      case "forked" -> throw new ChainBroken(seal.number(), "the database has another one");
      case "gap" ->
          throw new ChainBroken(seal.number(), "it doesn't follow the database's last one");
      case "unlike" ->
          throw new ChainBroken(
              seal.number(), "the rows are not those that the one in the bucket was made of");
      default -> throw outcome.unexpected();
    };
  }

  private record Noted(long rows) {}
}
