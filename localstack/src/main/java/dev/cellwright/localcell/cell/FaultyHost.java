package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.Invocation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A function whose invocations go wrong while there are faults of Lambda for it; it does not run
/// then.
///
/// Lambda has no endpoint here, since no function calls another. What invokes them, the gateway,
/// the queues, rules and schedules, passes by here.
record FaultyHost(FunctionHost host, Faults faults) implements FunctionHost {

  static final String SERVICE = "lambda";
  static final String INVOKE = "Invoke";
  private static final long HANG_SECONDS = 60;

  @Override
  public CompletableFuture<Invocation> invoke(byte[] event, String requestId, String traceId) {
    return switch (faults.take(SERVICE, INVOKE, settings().role())) {
      case FAIL ->
          CompletableFuture.completedFuture(
              new Invocation.Failed("ServiceException", "a fault was injected into this call"));
      case THROTTLE ->
          CompletableFuture.completedFuture(
              new Invocation.Failed("TooManyRequestsException", "Rate Exceeded."));
      case HANG ->
          new CompletableFuture<Invocation>()
              .completeOnTimeout(
                  new Invocation.Failed("ServiceException", "a fault was injected into this call"),
                  HANG_SECONDS,
                  TimeUnit.SECONDS);
      case null -> host.invoke(event, requestId, traceId);
    };
  }

  @Override
  public FunctionSettings settings() {
    return host.settings();
  }

  @Override
  public long invocations() {
    return host.invocations();
  }

  @Override
  public int processes() {
    return host.processes();
  }

  @Override
  public void awaitReady() {
    host.awaitReady();
  }

  @Override
  public void close() {
    host.close();
  }
}
