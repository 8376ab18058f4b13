package dev.cellwright.kernel.data;

import java.util.List;

/// A change: its steps take effect together or not at all.
public record Command(List<Step> steps) {

  public Command {
    steps = List.copyOf(steps);
  }

  public static Command of(Step... steps) {
    return new Command(List.of(steps));
  }
}
