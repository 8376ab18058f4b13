package dev.cellwright.kernel.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value fetched at its first use and again when it has grown old. Fetched values don't enter a
/// SnapStart snapshot: nothing is fetched before the first request.
public final class Remembered<T> implements Supplier<T> {
  private record Fetched<T>(T value, Instant at) {}

  private final Supplier<T> fetch;
  private final Duration life;
  private final InstantSource clock;
  private volatile @Nullable Fetched<T> fetched;

  public Remembered(Duration life, InstantSource clock, Supplier<T> fetch) {
    this.fetch = fetch;
    this.life = life;
    this.clock = clock;
  }

  @Override
  public T get() {
    return youngerThan(life);
  }

  /// The value as it was a while ago at most: for who misses something in it that may be new.
  public T youngerThan(Duration age) {
    var known = fetched;
    return known != null && clock.instant().isBefore(known.at.plus(age))
        ? known.value
        : fetchAgain(known);
  }

  private synchronized T fetchAgain(@Nullable Fetched<T> stale) {
    var known = fetched;
    if (known == null || known == stale) {
      known = new Fetched<>(fetch.get(), clock.instant());
      fetched = known;
    }
    return known.value;
  }
}
