package dev.cellwright.localcell.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The cell's time: the real one, moved ahead by an offset.
public final class CellClock implements InstantSource {

  private volatile Duration offset = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }

  public Duration offset() {
    return offset;
  }

  public void moveTo(Duration newOffset) {
    offset = newOffset;
  }
}
