package dev.cellwright.migrations;

import dev.cellwright.kernel.auth.AccessTokens;
import dev.cellwright.kernel.auth.TokenKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts another KMS key in the place of one that signs, in three steps: it is introduced, it signs,
/// and the one before it ends. A step is done when its time has come; whoever asks sooner is told
/// when that is. A rotation that broke off goes on where it was.
///
/// @param noticed how long a key is shown before it signs
/// @param outlived how long after that the one before it may still be needed
record KeyRotation(KeyAliases aliases, Duration noticed, Duration outlived, InstantSource clock) {
  /// For which others may remember `/.well-known/jwks.json`.
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  /// Of access tokens: a function that doesn't know the successor yet finds it, and others verify
  /// with what they fetched. What the old key signed last is signed by a function that hadn't
  /// noticed.
  static KeyRotation ofTokens(KeyAliases aliases, InstantSource clock) {
    return new KeyRotation(
        aliases,
        TokenKeys.LIFE.plus(REMEMBERED),
        TokenKeys.LIFE.plus(AccessTokens.LIFE).plus(REMEMBERED),
        clock);
  }

  /// Of seals: one function signs them, and fetches the key for each run. A seal bears the id of
  /// its key, so nothing waits for the successor to be known.
  static KeyRotation ofSeals(KeyAliases aliases, InstantSource clock) {
    return new KeyRotation(aliases, Duration.ZERO, Duration.ofMinutes(30), clock);
  }

  /// @param did the steps that were done now: `introduced`, `signs`, `ended`
  /// @param next the step that waits, or null where the rotation is over
  /// @param notBefore when that may be done, or null
  record Progress(List<String> did, @Nullable String next, @Nullable String notBefore) {}

  Progress advance() {
    var did = new ArrayList<String>();
    while (true) {
      var signing = Objects.requireNonNull(aliases.find(KeyAliases.SIGNING), "no key signs");
      var next = aliases.find(KeyAliases.NEXT);
      var previous = aliases.find(KeyAliases.PREVIOUS);
      if (next != null) {
        var due = next.since().plus(noticed);
        if (clock.instant().isBefore(due)) {
          return new Progress(did, "signs", due.toString());
        }
        use(signing.key(), next.key(), previous != null);
        did.add("signs");
      } else if (previous != null) {
        var due = signing.since().plus(outlived);
        if (clock.instant().isBefore(due)) {
          return new Progress(did, "ended", due.toString());
        }
        end(previous.key(), signing.key());
        did.add("ended");
        return new Progress(did, null, null);
      } else {
        aliases.add(KeyAliases.NEXT, aliases.makeKey());
        did.add("introduced");
      }
    }
  }

  /// The one before is known as such first, and the next one last: at no time is one of them
  /// unknown.
  private void use(String signing, String next, boolean previousIsKnown) {
    if (!previousIsKnown) {
      aliases.add(KeyAliases.PREVIOUS, signing);
    }
    if (!signing.equals(next)) {
      aliases.point(KeyAliases.SIGNING, next);
    }
    aliases.remove(KeyAliases.NEXT);
  }

  private void end(String previous, String signing) {
    if (!previous.equals(signing)) {
      aliases.disable(previous);
    }
    aliases.remove(KeyAliases.PREVIOUS);
  }
}
