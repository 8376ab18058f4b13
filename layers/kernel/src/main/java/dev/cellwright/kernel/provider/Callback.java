package dev.cellwright.kernel.provider;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request of a provider, before anything of it is believed.
///
/// @param headers finds a header's value by its name, in any case; null where it is absent
/// @param body as it came
public record Callback(Function<String, @Nullable String> headers, byte[] body) {

  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /// Never shows what came.
  @Override
  public String toString() {
    return "Callback of " + body.length + " bytes";
  }
}
