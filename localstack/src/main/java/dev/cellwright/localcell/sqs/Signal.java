package dev.cellwright.localcell.sqs;

/// Tells those who wait at a queue that something changed in it.
final class Signal {
  private long raised;

  /// How often it was raised: what a waiter has seen before it looked.
  synchronized long seen() {
    return raised;
  }

  synchronized void raise() {
    raised++;
    notifyAll();
  }

  /// Waits until it is raised after `seen`, or for the time.
  synchronized void await(long seen, long millis) throws InterruptedException {
    var end = System.nanoTime() + millis * 1_000_000;
    for (var left = millis; raised == seen && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}
