package dev.cellwright.localcell.isolated;

import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.lambda.FunctionSettings;
import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/// What the isolated functions of a cell share: the Runtime API they talk to, the client they talk
/// by, and who looks after them.
public final class Isolation implements AutoCloseable {

  private final InterfaceClient client;
  private final RuntimeApi api;
  private final FunctionLog log;
  private final ScheduledThreadPoolExecutor timer;

  private Isolation(InterfaceClient client, RuntimeApi api, FunctionLog log) {
    this.client = client;
    this.api = api;
    this.log = log;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("isolated functions").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /// Throws [IllegalStateException] where functions can't be isolated.
  public static Isolation open(FunctionLog log) {
    return new Isolation(InterfaceClient.unpack(), RuntimeApi.start(), log);
  }

  /// A function, whose processes start when they are needed.
  public FunctionHost host(FunctionSettings settings) {
    return new IsolatedHost(settings, this);
  }

  InterfaceClient client() {
    return client;
  }

  RuntimeApi api() {
    return api;
  }

  FunctionLog log() {
    return log;
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    api.close();
    client.close();
  }
}
