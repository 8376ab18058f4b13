package dev.cellwright.kernel.event;

/// What is done on a schedule, not yet bound to a running module. Throwing means that it failed.
///
/// @param <J> the class that holds the job
@FunctionalInterface
public interface Job<J> {
  void run(J jobs, Run run);
}
