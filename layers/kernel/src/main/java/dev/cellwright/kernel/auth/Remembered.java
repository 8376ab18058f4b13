package dev.cellwright.kernel.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value fetched at its first use and again when it has grown old. Fetched values don't enter a
/// SnapStart snapshot: nothing is fetched before the first request.
public final class Remembered<T> implements Supplier<T> {
  private record Fetched<T>(T value, Instant until) {}

  private final Supplier<T> fetch;
  private final Duration life;
  private volatile @Nullable Fetched<T> fetched;

  public Remembered(Duration life, Supplier<T> fetch) {
    this.fetch = fetch;
    this.life = life;
  }

  @Override
  public T get() {
    var known = fetched;
    return known != null && Instant.now().isBefore(known.until) ? known.value : fetchAgain(known);
  }

  private synchronized T fetchAgain(@Nullable Fetched<T> stale) {
    var known = fetched;
    if (known == null || known == stale) {
      known = new Fetched<>(fetch.get(), Instant.now().plus(life));
      fetched = known;
    }
    return known.value;
  }

  /// Fetches again at the next use.
  public void forget() {
    fetched = null;
  }
}
