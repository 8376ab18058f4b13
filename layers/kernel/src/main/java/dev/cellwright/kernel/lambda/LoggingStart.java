package dev.cellwright.kernel.lambda;

import org.apache.logging.log4j.LogManager;

/// Makes logging ready beside the rest of a function's start, whose longest part it would be.
///
/// It goes by Log4j and not by SLF4J, whose loggers are stand-ins for whoever asks while another
/// thread makes it ready.
final class LoggingStart {
  private final Thread thread =
      Thread.ofPlatform().daemon().name("logging").start(() -> LogManager.getContext(false));

  /// Waits until it is ready: a line that is written before may be lost.
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
