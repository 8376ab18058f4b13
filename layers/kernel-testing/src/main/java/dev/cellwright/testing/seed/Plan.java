package dev.cellwright.testing.seed;

import java.util.List;
import java.util.stream.IntStream;

/// All that is to be there, from the seed alone: the same seed, the same data.
record Plan(long seed, List<PlannedOrganization> organizations) {

  static Plan of(long seed, int organizations, int tasks) {
    var shares = Shares.of(tasks, organizations);
    return new Plan(
        seed,
        IntStream.rangeClosed(1, organizations)
            .mapToObj(number -> PlannedOrganization.of(seed, number, shares.get(number - 1)))
            .toList());
  }

  int people() {
    return organizations.stream().mapToInt(each -> each.people().size()).sum();
  }

  int tasks() {
    return organizations.stream().mapToInt(PlannedOrganization::tasks).sum();
  }
}
