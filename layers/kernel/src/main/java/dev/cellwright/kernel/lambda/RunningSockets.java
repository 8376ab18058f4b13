package dev.cellwright.kernel.lambda;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.observe.SocketLog;
import dev.cellwright.kernel.observe.SocketMetrics;
import dev.cellwright.kernel.socket.SocketApi;
import java.time.InstantSource;

/// What a module does about the cell's WebSocket, wired to its cell.
public record RunningSockets(Kernel kernel, SocketApi api) {

  /// Wires a module from the environment of its function for the WebSocket.
  ///
  /// @throws IllegalStateException for a module that serves none
  public static RunningSockets start(
      CellModule module, Environment environment, InstantSource clock) {
    var kernel = WiredKernel.of(environment, clock).kernel();
    var handler = module.sockets(kernel);
    if (handler == null) {
      throw new IllegalStateException(module.declaration().name() + " serves no WebSocket");
    }
    var service = environment.require("POWERTOOLS_SERVICE_NAME");
    var log =
        new SocketLog(
            service,
            new SocketMetrics(environment.require("POWERTOOLS_METRICS_NAMESPACE"), service));
    return new RunningSockets(kernel, new SocketApi(handler, kernel.accessTokens(), log));
  }
}
