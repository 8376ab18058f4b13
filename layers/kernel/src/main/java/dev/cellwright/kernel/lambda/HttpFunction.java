package dev.cellwright.kernel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.http.Api;
import dev.cellwright.kernel.observe.TraceHeader;
import dev.cellwright.kernel.observe.TraceParent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The handler of every module's function: takes API Gateway's proxy events.
///
/// Which module it serves, the environment says. It is safe for many threads, since a local host
/// may share one instance.
public final class HttpFunction implements RequestStreamHandler, Resource {
  /// Before all else, since it takes the longest.
  private static final LoggingStart LOGGING = new LoggingStart();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Api api;
  private final Priming priming;
  private final @Nullable String edgeOrigin;

  /// As AWS Lambda makes it.
  public HttpFunction() {
    this(Environment.ofProcess(), InstantSource.system());
  }

  /// As a host makes it that runs many functions in one process.
  public HttpFunction(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment), clock);
  }

  private HttpFunction(Environment environment, InstantSource clock) {
    var name = environment.require("CELL_MODULE");
    var module = CellModule.onClassPath().get(name);
    if (module == null) {
      throw new IllegalStateException("no module named " + name + " is in this function");
    }
    edgeOrigin = environment.find("EDGE_ORIGIN");
    var running = RunningModule.start(module, environment, clock);
    api = running.api();
    priming = new Priming(module);
    Core.getGlobalContext().register(this);
    LOGGING.await();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = JSON.readTree(input);
    var deadline =
        Instant.now().plusMillis(Math.max(0, context.getRemainingTimeInMillis() - 1000L));
    var request = ProxyEvent.read(event, deadline, edgeOrigin);
    var response =
        PowertoolsLogging.withLogging(
            context,
            () ->
                TraceHeader.carry(
                    TraceParent.joined(
                        request.header(TraceHeader.NAME), request.header("traceparent")),
                    () -> api.answer(request)));
    JSON.writeValue(output, ProxyEvent.write(response));
  }

  /// Loads and compiles what a request needs, so that the snapshot starts warm. Nothing here
  /// connects, and no secret is fetched.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    priming.run(api);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Connections, keys and random state are made at their first use.
  }
}
