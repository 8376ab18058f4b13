package dev.cellwright.integrations;

import dev.cellwright.kernel.provider.ProviderVerifier;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The providers that the cell can tell from others: those of this module, and those that other
/// modules bring.
final class Providers {
  private final Map<String, ProviderVerifier> byName;

  Providers(Iterable<ProviderVerifier> verifiers) {
    byName = new TreeMap<>();
    for (var verifier : verifiers) {
      if (!verifier.name().matches("[a-z][a-z0-9-]{0,49}")) {
        throw new IllegalStateException("no path can name the provider " + verifier.name());
      }
      if (byName.put(verifier.name(), verifier) != null) {
        throw new IllegalStateException("two verifiers are of " + verifier.name());
      }
    }
  }

  static Providers onClassPath() {
    return new Providers(
        ServiceLoader.load(ProviderVerifier.class, Providers.class.getClassLoader()));
  }

  @Nullable ProviderVerifier find(String name) {
    return byName.get(name);
  }

  /// Which providers can't sign with a secret, and what is wrong with it.
  Map<String, String> refusing(String secret) {
    var refusing = new TreeMap<String, String>();
    byName.forEach((name, verifier) -> {
      var problem = verifier.problem(secret);
      if (problem != null) {
        refusing.put(name, problem);
      }
    });
    return refusing;
  }

  /// `github, standard-webhooks, stripe`
  String names() {
    return byName.keySet().stream().collect(Collectors.joining(", "));
  }
}
