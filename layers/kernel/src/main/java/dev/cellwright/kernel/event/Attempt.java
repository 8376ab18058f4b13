package dev.cellwright.kernel.event;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// One try at reacting to an event, or at running a job: what makes a command that is repeated for
/// want of an answer the same command.
public final class Attempt {
  private final UUID id = UUID.randomUUID();
  private final AtomicInteger commands = new AtomicInteger();
  private volatile boolean effective;

  public UUID id() {
    return id;
  }

  /// The key of the next command, where each has one of its own.
  public String nextKey() {
    return "attempt:" + id + ":" + commands.incrementAndGet();
  }

  /// Notes that the one command of the attempt took effect.
  public void tookEffect() {
    effective = true;
  }

  /// Whether the one command of the attempt took effect.
  public boolean isEffective() {
    return effective;
  }
}
