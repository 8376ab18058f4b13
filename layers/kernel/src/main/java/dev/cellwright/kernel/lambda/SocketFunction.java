package dev.cellwright.kernel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.observe.TraceHeader;
import dev.cellwright.kernel.socket.SocketApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The handler of the function that serves the cell's WebSocket: takes API Gateway's events of
/// connections that open and close, and of their messages.
///
/// Which module it serves, the environment says. It is safe for many threads, since a local host
/// may share one instance.
public final class SocketFunction implements RequestStreamHandler, Resource {
  /// Before all else, since it takes the longest.
  private static final LoggingStart LOGGING = new LoggingStart();

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What is left to the sandbox to answer in.
  private static final long MARGIN_MILLIS = 1000;

  private final SocketApi api;

  /// As AWS Lambda makes it.
  public SocketFunction() {
    this(Environment.ofProcess(), InstantSource.system());
  }

  /// As a host makes it that runs many functions in one process.
  public SocketFunction(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment), clock);
  }

  private SocketFunction(Environment environment, InstantSource clock) {
    var name = environment.require("CELL_MODULE");
    var module = CellModule.onClassPath().get(name);
    if (module == null) {
      throw new IllegalStateException("no module named " + name + " is in this function");
    }
    api = RunningSockets.start(module, environment, clock).api();
    Core.getGlobalContext().register(this);
    LOGGING.await();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var deadline =
        Instant.now().plusMillis(Math.max(0, context.getRemainingTimeInMillis() - MARGIN_MILLIS));
    var event = SocketProxyEvent.read(JSON.readTree(input), deadline);
    var answer =
        PowertoolsLogging.withLogging(
            context, () -> TraceHeader.carry(context.getXrayTraceId(), () -> api.answer(event)));
    JSON.writeValue(output, SocketProxyEvent.write(answer));
  }

  /// Loads and compiles what a message needs, so that the snapshot starts warm. Nothing here
  /// connects, and no secret is fetched.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    api.rehearse();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Connections, keys and random state are made at their first use.
  }
}
