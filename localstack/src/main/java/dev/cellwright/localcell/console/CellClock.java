package dev.cellwright.localcell.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The cell's time: the real one, moved ahead by an offset.
public final class CellClock implements InstantSource {

  private final boolean movable;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile Duration offset = Duration.ZERO;

  private CellClock(boolean movable) {
    this.movable = movable;
  }

  public static CellClock movable() {
    return new CellClock(true);
  }

  /// A clock that stays with the real one, because functions see that one.
  public static CellClock fixed() {
    return new CellClock(false);
  }

  boolean isMovable() {
    return movable;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }

  public Duration offset() {
    return offset;
  }

  /// Tells somebody each time the clock was moved.
  public void onMove(Runnable watcher) {
    watchers.add(watcher);
  }

  public void moveTo(Duration newOffset) {
    offset = newOffset;
    watchers.forEach(Runnable::run);
  }
}
