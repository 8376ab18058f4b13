package dev.cellwright.identity;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Hashes of passwords: bcrypt at cost 12, over their bytes in UTF-8.
final class PasswordHash {
  /// bcrypt looks at no byte beyond these.
  static final int MOST_BYTES = 72;

  private static final int COST = 12;

  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

  /// No password is known to have it. Checking against it takes as long as against a real one.
  private static final String NOBODYS =
      "$2b$12$eImiTXuWVxfM37uY4JANjOZpXyb1rwq4aYMpnLpE0UeyH1fJ6pWUm";

  /// Hashing takes a core for a third of a second. One at a time on each, first come first served,
  /// the first are answered soon; all at once, none would be.
  private static final Semaphore CORES =
      new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  private PasswordHash() {}

  /// A new hash, with a salt of its own.
  static String of(String password) {
    var hasher =
        BCrypt.with(BCrypt.Version.VERSION_2B, new SecureRandom(), LongPasswordStrategies.none());
    return onACore(() -> new String(hasher.hash(COST, bytes(password)), StandardCharsets.US_ASCII));
  }

  /// Whether a password is a person's. Takes as long where there is no such person.
  ///
  /// @param hash null where there is no such person
  static boolean isOf(@Nullable String hash, String password) {
    boolean whole = bytes(password).length <= MOST_BYTES;
    boolean right = onACore(() -> verify(password, hash != null ? hash : NOBODYS));
    return right && whole && hash != null;
  }

  /// Whether a hash is the password's, as bcrypt has it: what lies beyond 72 bytes is ignored, and
  /// a malformed hash is nobody's.
  static boolean verify(String password, String hash) {
    return FORM.matcher(hash).matches()
        && BCrypt.verifyer(null, LongPasswordStrategies.none())
            .verify(bytes(password), hash.getBytes(StandardCharsets.US_ASCII))
            .verified;
  }

  private static <T> T onACore(Supplier<T> hashing) {
    CORES.acquireUninterruptibly();
    try {
      return hashing.get();
    } finally {
      CORES.release();
    }
  }

  private static byte[] bytes(String password) {
    return password.getBytes(StandardCharsets.UTF_8);
  }
}
