package dev.cellwright.kernel.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out whether a callback is a provider's, and what it tells.
///
/// A module that talks to a provider brings one: it is found by [java.util.ServiceLoader] on the
/// class path of the function at the door, has a public constructor without parameters, and holds
/// no state.
public interface ProviderVerifier {

  /// The provider as paths name it: lower-case letters, digits and dashes, a letter first.
  String name();

  /// What is wrong with a secret that somebody says this provider signs with, or null.
  default @Nullable String problem(String secret) {
    return null;
  }

  /// Verifies first, over the bytes as they came, and only then reads what they say.
  ///
  /// @param secrets those that hold now, the newest first; with none nothing is accepted
  /// @param now by the cell's clock: what was signed too long before, or after, is refused
  Verdict verify(Callback callback, List<String> secrets, Instant now);
}
