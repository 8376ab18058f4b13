package dev.cellwright.kernel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.event.Deliveries;
import dev.cellwright.kernel.event.Errands;
import dev.cellwright.kernel.event.Rehearsal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The handler of the function behind a module's queue: takes batches of messages, and answers
/// which of them must stay there. An operator who invokes it has it run an errand.
///
/// Which module it serves, the environment says. It is safe for many threads, since a local host
/// may share one instance.
public final class QueueFunction implements RequestStreamHandler, Resource {
  /// Before all else, since it takes the longest.
  private static final LoggingStart LOGGING = new LoggingStart();

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What is left to the sandbox to answer in.
  private static final long MARGIN_MILLIS = 2000;

  private final Deliveries deliveries;
  private final Errands errands;
  private final Rehearsal rehearsal;

  /// As AWS Lambda makes it.
  public QueueFunction() {
    this(Environment.ofProcess(), InstantSource.system());
  }

  /// As a host makes it that runs many functions in one process.
  public QueueFunction(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment), clock);
  }

  private QueueFunction(Environment environment, InstantSource clock) {
    var name = environment.require("CELL_MODULE");
    var module = CellModule.onClassPath().get(name);
    if (module == null) {
      throw new IllegalStateException("no module named " + name + " is in this function");
    }
    var running = RunningListeners.start(module, environment, clock);
    deliveries = running.deliveries();
    errands = running.errands();
    rehearsal = new Rehearsal(module.declaration());
    Core.getGlobalContext().register(this);
    LOGGING.await();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = JSON.readTree(input);
    var deadline =
        Instant.now().plusMillis(Math.max(0, context.getRemainingTimeInMillis() - MARGIN_MILLIS));
    if (Errands.isAsked(event)) {
      var told = PowertoolsLogging.withLogging(context, () -> errands.run(event, deadline));
      JSON.writeValue(output, told);
      return;
    }
    var batch = SqsBatch.read(event, context.getXrayTraceId());
    var left = PowertoolsLogging.withLogging(context, () -> deliveries.work(batch, deadline));
    JSON.writeValue(output, SqsBatch.answer(left));
  }

  /// Loads and compiles what a message needs, so that the snapshot starts warm. Nothing here
  /// connects, and no secret is fetched.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    rehearsal.run();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Connections, keys and random state are made at their first use.
  }
}
