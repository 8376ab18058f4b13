package dev.cellwright.delivery;

import java.nio.file.Path;

/// The program behind `./cell guard`: refuses to go from one assembly to another where that would
/// lose what a stateful resource holds.
///
/// Statuses: 0 where nothing would be lost but what is accepted, 1 with a line for each loss, 2
/// where there is nothing to compare.
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
    var accepted = AcceptedLosses.in(Path.of(arguments[2]));
    var refused = 0;
    for (var loss : StatefulChanges.between(before, after)) {
      var reason = accepted.reason(loss);
      System.err.println(reason == null ? loss : loss + "; accepted: " + reason);
      refused += reason == null ? 1 : 0;
    }
    if (refused > 0) {
      System.exit(1);
    }
    System.out.println(
        both + " stacks compared: nothing stateful is removed or replaced that isn't accepted");
  }
}
