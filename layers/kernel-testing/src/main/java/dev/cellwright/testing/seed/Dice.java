package dev.cellwright.testing.seed;

import java.util.List;
import java.util.SplittableRandom;

/// Chance that falls the same way every time. Each thing has dice of its own, made of the seed and
/// of what and the how-manieth it is: so nothing depends on what was made before it.
final class Dice {
  /// Odd and without a pattern: the golden ratio's fraction in 64 bits.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Dice(long state) {
    random = new SplittableRandom(state);
  }

  static Dice of(long seed, String kind, long... numbers) {
    var state = seed * SPREAD + kind.hashCode();
    for (var number : numbers) {
      state = (state ^ number) * SPREAD;
      state ^= state >>> 29;
    }
    return new Dice(state);
  }

  /// From 0 on, below the bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int times) {
    return below(times) == 0;
  }

  <T> T among(List<T> all) {
    return all.get(below(all.size()));
  }
}
