package dev.cellwright.localcell.lambda;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One Lambda function in this process: its class loader, its handler, its threads.
///
/// Lambda gives a sandbox one request at a time and starts as many sandboxes as there are requests;
/// here the requests share one handler on as many threads, which are platform threads, so that one
/// that computes does not hold up the others. Memory is reported and not enforced.
public final class InProcessHost implements FunctionHost {

  private static final String STREAM_HANDLER =
      "com.amazonaws.services.lambda.runtime.RequestStreamHandler";
  private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";

  private final FunctionSettings settings;
  private final FunctionLog log;
  private final FunctionLoader loader;
  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor timeouts;
  private final CompletableFuture<Handler> handler = new CompletableFuture<>();
  private final AtomicLong invocations = new AtomicLong();

  private record Handler(MethodHandle handleRequest, Class<?> contextInterface) {}

  private InProcessHost(FunctionSettings settings, FunctionLog log) {
    this.settings = settings;
    this.log = log;
    this.loader =
        new FunctionLoader(settings.name(), settings.classPath(), log.of(settings.name()));
    this.threads =
        Executors.newCachedThreadPool(task -> {
          var thread = new Thread(task, settings.name());
          thread.setDaemon(true);
          thread.setContextClassLoader(loader);
          return thread;
        });
    this.timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(settings.name() + " timeouts").factory());
    timeouts.setRemoveOnCancelPolicy(true);
  }

  /// Begins to make the function's handler in the background. `clock` is the time the function
  /// sees.
  public static InProcessHost start(
      FunctionSettings settings, InstantSource clock, FunctionLog log) {
    FunctionOutput.install();
    var host = new InProcessHost(settings, log);
    host.threads.execute(() -> host.initialize(clock));
    return host;
  }

  @Override
  public FunctionSettings settings() {
    return settings;
  }

  @Override
  public long invocations() {
    return invocations.get();
  }

  @Override
  public int processes() {
    return 0;
  }

  /// Waits until the handler is made.
  @Override
  public void awaitReady() {
    try {
      handler.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "the function " + settings.name() + " does not start: " + cause(e), e);
    }
  }

  @Override
  public CompletableFuture<Invocation> invoke(byte[] event, String requestId, String traceId) {
    var result = new CompletableFuture<Invocation>();
    if (event.length > MAX_PAYLOAD) {
      result.complete(new Invocation.EventTooLarge(event.length));
      return result;
    }
    invocations.incrementAndGet();
    try {
      var running = threads.submit(() -> run(event, requestId, traceId, result));
      handler.whenComplete((_, _) -> limit(running, result));
    } catch (RejectedExecutionException _) {
      result.complete(new Invocation.Failed("Runtime.ExitError", "the function is shut down"));
    }
    return result;
  }

  private void limit(Future<?> running, CompletableFuture<Invocation> result) {
    var timer =
        timeouts.schedule(
            () -> {
              if (result.complete(new Invocation.TimedOut(settings.timeout()))) {
                running.cancel(true);
                var timedOut =
                    "Task timed out after %.2f seconds"
                        .formatted(settings.timeout().toMillis() / 1000.0);
                log.complain(settings.name(), timedOut, timedOut);
              }
            },
            settings.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    result.whenComplete((_, _) -> timer.cancel(false));
  }

  private void run(
      byte[] event, String requestId, String traceId, CompletableFuture<Invocation> result) {
    try {
      var made = handler.join();
      var deadline = System.nanoTime() + settings.timeout().toNanos();
      var output = new ByteArrayOutputStream(1024);
      made.handleRequest()
          .invoke(
              (InputStream) new ByteArrayInputStream(event),
              (OutputStream) output,
              LambdaContext.of(
                  made.contextInterface(), settings, log, requestId, traceId, deadline));
      result.complete(
          output.size() > MAX_PAYLOAD
              ? new Invocation.Failed(
                  "Function.ResponseSizeTooLarge",
                  "the answer has " + output.size() + " bytes, more than " + MAX_PAYLOAD)
              : new Invocation.Answered(output.toByteArray()));
    } catch (CompletionException e) {
      result.complete(new Invocation.Failed("Runtime.BadFunctionCode", cause(e)));
    } catch (Throwable e) {
      // Whatever a function throws ends its invocation, as it does in a sandbox of its own.
      if (!result.isDone()) {
        log.complain(settings.name(), "failed: " + e, stackTrace(e));
      }
      result.complete(
          new Invocation.Failed(e.getClass().getName(), String.valueOf(e.getMessage())));
    }
  }

  private void initialize(InstantSource clock) {
    try {
      handler.complete(load(clock));
    } catch (InvocationTargetException e) {
      var thrown = e.getCause() == null ? e : e.getCause();
      log.write(settings.name(), stackTrace(thrown));
      handler.completeExceptionally(thrown);
    } catch (Throwable e) {
      log.write(settings.name(), stackTrace(e));
      handler.completeExceptionally(e);
    }
  }

  private Handler load(InstantSource clock) throws ReflectiveOperationException {
    var parts = settings.handler().split("::", -1);
    if (parts.length > 1 && !parts[1].equals("handleRequest")) {
      throw new IllegalArgumentException(
          "handler " + settings.handler() + ": the local host calls handleRequest only");
    }
    var type = loader.loadClass(parts[0]);
    var streamHandler = loader.loadClass(STREAM_HANDLER);
    if (!streamHandler.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          parts[0] + " is no RequestStreamHandler, and the local host calls only those");
    }
    var contextInterface = loader.loadClass(CONTEXT);
    var instance = instance(type, clock);
    if (settings.snapStart()) {
      SnapStart.snapshot(instance, loader);
    }
    var handleRequest =
        MethodHandles.publicLookup()
            .findVirtual(
                streamHandler,
                "handleRequest",
                MethodType.methodType(
                    void.class, InputStream.class, OutputStream.class, contextInterface))
            .bindTo(instance)
            .asType(
                MethodType.methodType(
                    void.class, InputStream.class, OutputStream.class, Object.class));
    return new Handler(handleRequest, contextInterface);
  }

  private Object instance(Class<?> type, InstantSource clock) throws ReflectiveOperationException {
    for (var constructor : type.getConstructors()) {
      var parameters = constructor.getParameterTypes();
      if (parameters.length == 2
          && parameters[0] == Map.class
          && parameters[1] == InstantSource.class) {
        return constructor.newInstance(settings.environment(), clock);
      }
    }
    return type.getConstructor().newInstance();
  }

  private static String cause(CompletionException e) {
    return String.valueOf(e.getCause() == null ? e : e.getCause());
  }

  private static String stackTrace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    timeouts.shutdownNow();
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
