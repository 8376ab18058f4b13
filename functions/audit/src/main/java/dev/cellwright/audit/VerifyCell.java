package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Compares, in a live cell, the trail's rows, the seals in the database, and those in the bucket.
///
/// It finds what somebody with power over the database did. Somebody with power over this code as
/// well is found by who holds a seal from before: `docs/verify/VerifyTrail.java`.
final class VerifyCell {
  /// About a day of a busy cell.
  private static final long NEWEST = 1500;

  private static final int PAGE = 100;

  /// Enough to see what is wrong.
  private static final int MOST_COMPLAINTS = 50;

  /// What must be left of the time, so that the answer is given.
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /// @param seals how many were looked at
  /// @param last the number of the last of them
  /// @param finished whether there is none behind it; else the time was over
  record Verified(long seals, long last, boolean finished, List<String> complaints) {}

  private final Database database;
  private final SealVault vault;

  VerifyCell(Kernel kernel) {
    database = kernel.database();
    vault = new SealVault(kernel.aws().bucket(kernel.environment().require("SEALS_BUCKET")));
  }

  /// Looks at the newest seals.
  Verified verifyNewest() {
    var head = database.all(SealStore.SEALING, Binds.none()).getFirst().number();
    return verify(Math.max(0, head - NEWEST));
  }

  /// Looks at all seals behind one.
  Verified verify(long after) {
    var complaints = new ArrayList<String>();
    long seals = 0;
    long last = after;
    while (complaints.size() < MOST_COMPLAINTS) {
      if (!RequestScope.current().hasTimeFor(MARGIN)) {
        return new Verified(seals, last, false, List.copyOf(complaints));
      }
      var page = database.all(VerifyStore.SEALS, Binds.of("after", last).and("most", PAGE));
      if (page.isEmpty()) {
        break;
      }
      for (var seal : page) {
        if (seal.number() != last + 1) {
          complaints.add("seals " + (last + 1) + " to " + (seal.number() - 1) + " are missing");
        }
        look(seal, complaints);
        last = seal.number();
        seals++;
      }
    }
    if (vault.find(last + 1) != null && vault.find(last + 2) != null) {
      complaints.add(
          "the bucket has seals behind the database's last one, "
              + last
              + ": the database is an older one");
    }
    return new Verified(seals, last, true, List.copyOf(complaints));
  }

  /// What lies under the seals behind one, up to another.
  Compared compared(long after, long last) {
    return Objects.requireNonNull(
        database.first(VerifyStore.COMPARED, Binds.of("after", after).and("last", last)));
  }

  private void look(StoredSeal seal, List<String> complaints) {
    var about = "seal " + seal.number() + ": ";
    if (!SealSigner.isSignedBy(seal.publicKey(), seal.body(), seal.signature())) {
      complaints.add(about + "its signature is not its key's");
    }
    var inBucket = vault.find(seal.number());
    if (inBucket == null) {
      complaints.add(about + "the bucket doesn't have it");
    } else if (!inBucket.seal().equals(seal.body())) {
      complaints.add(about + "the bucket has another one");
    }
    database
        .all(VerifyStore.COMPLAINTS, Binds.of("seal", seal.number()))
        .forEach(found -> complaints.add(found.complaint()));
  }
}
