package dev.cellwright.kernel.event;

import java.util.List;
import java.util.function.Consumer;

/// A schedule bound to the instance that runs its job.
public record BoundSchedule(Schedule<?> schedule, Consumer<Run> job) {

  /// Binds schedules to their instance.
  public static <J> List<BoundSchedule> bind(List<Schedule<J>> schedules, J instance) {
    return schedules.stream().map(schedule -> schedule.bound(instance)).toList();
  }
}
