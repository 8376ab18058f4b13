package dev.cellwright.testing.seed;

import java.util.List;
import java.util.stream.IntStream;

/// How much each of many has when few have much: the n-th has the n-th part of the first (Zipf).
final class Shares {
  private Shares() {}

  /// @return as many numbers as there are parts, descending, whose sum is the total
  static List<Integer> of(int total, int parts) {
    var weights = IntStream.rangeClosed(1, parts).mapToDouble(rank -> 1.0 / rank).sum();
    var shares =
        IntStream.rangeClosed(1, parts).map(rank -> (int) (total / rank / weights)).toArray();
    // What rounding down has left goes to the first ones, one each.
    var left = total - IntStream.of(shares).sum();
    for (int i = 0; i < left; i++) {
      shares[i % parts]++;
    }
    return IntStream.of(shares).boxed().toList();
  }
}
