package dev.cellwright.delivery;

import java.nio.file.Path;

/// The program behind `./cell guard`: refuses to go from one assembly to another where that would
/// lose what a stateful resource holds.
///
/// Statuses: 0 where nothing would be lost, 1 with a line for each loss, 2 where there is nothing
/// to compare.
public final class Guard {
  private Guard() {}

  public static void main(String[] arguments) {
    var before = Assembly.templates(Path.of(arguments[0]));
    var after = Assembly.templates(Path.of(arguments[1]));
    var both = before.keySet().stream().filter(after::containsKey).count();
    if (both == 0) {
      System.err.println("the two assemblies have no stack in common");
      System.exit(2);
    }
    var losses = StatefulChanges.between(before, after);
    losses.forEach(System.err::println);
    if (!losses.isEmpty()) {
      System.exit(1);
    }
    System.out.println(both + " stacks compared: nothing stateful is removed or replaced");
  }
}
