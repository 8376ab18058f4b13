package dev.cellwright.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The cell's clock: the real time and an offset, in Java and in SQL alike.
///
/// It is shared like the cell: a test that moves it puts it back.
///
/// ```java
/// try (var later = cell.clock().ahead(Duration.ofMinutes(16))) { … }
/// ```
public final class TestClock implements InstantSource {
  private final TestDatabase database;
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  TestClock(TestDatabase database) {
    this.database = database;
  }

  /// A time that ends: closing it puts the clock back.
  public final class Moved implements AutoCloseable {
    private final Duration before = offset.get();

    private Moved() {}

    @Override
    public void close() {
      set(before);
    }
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset.get());
  }

  /// Moves the clock until the answer is closed.
  public Moved ahead(Duration by) {
    var moved = new Moved();
    set(offset.get().plus(by));
    return moved;
  }

  private void set(Duration to) {
    offset.set(to);
    database.change(
        "update cell.clock_offset set offset_by = ? * interval '1 millisecond'", to.toMillis());
  }
}
