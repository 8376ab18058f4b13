package dev.cellwright.localcell.lambda;

import java.util.concurrent.CompletableFuture;

/// One Lambda function of the cell, wherever it runs.
public interface FunctionHost extends AutoCloseable {

  /// The most bytes Lambda carries in or out of a synchronous invocation.
  int MAX_PAYLOAD = 6 * 1024 * 1024;

  FunctionSettings settings();

  /// How often the function was invoked.
  long invocations();

  /// How many processes of its own it has at the moment; 0 where it runs in the host's.
  int processes();

  /// Waits until it can be invoked, and throws when it is known that it can't be.
  void awaitReady();

  /// Invokes the function. The result comes once: an answer, a failure, or the end of the
  /// function's time.
  CompletableFuture<Invocation> invoke(byte[] event, String requestId, String traceId);

  @Override
  void close();
}
