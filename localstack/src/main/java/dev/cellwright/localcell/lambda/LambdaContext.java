package dev.cellwright.localcell.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The `Context` of one invocation. The interface is the function's own class, so it is made as a
/// proxy of that.
final class LambdaContext implements InvocationHandler {

  private final FunctionSettings function;
  private final FunctionLog log;
  private final String requestId;
  private final String traceId;
  private final long deadlineNanos;

  private LambdaContext(
      FunctionSettings function,
      FunctionLog log,
      String requestId,
      String traceId,
      long deadlineNanos) {
    this.function = function;
    this.log = log;
    this.requestId = requestId;
    this.traceId = traceId;
    this.deadlineNanos = deadlineNanos;
  }

  static Object of(
      Class<?> contextInterface,
      FunctionSettings function,
      FunctionLog log,
      String requestId,
      String traceId,
      long deadlineNanos) {
    return Proxy.newProxyInstance(
        contextInterface.getClassLoader(),
        new Class<?>[] {contextInterface},
        new LambdaContext(function, log, requestId, traceId, deadlineNanos));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "getAwsRequestId" -> requestId;
      case "getLogGroupName" -> function.logGroup();
      case "getLogStreamName" -> "local/[" + function.version() + "]" + function.name();
      case "getFunctionName" -> function.name();
      case "getFunctionVersion" -> function.version();
      case "getInvokedFunctionArn" -> function.qualifiedArn();
      case "getRemainingTimeInMillis" -> remainingMillis();
      case "getMemoryLimitInMB" -> function.memoryMegabytes();
      case "getXrayTraceId" -> traceId;
      case "getLogger" -> logger(method.getReturnType());
      case "getIdentity", "getClientContext", "getTenantId" -> null;
      case "toString" -> "Context of " + function.name() + " " + requestId;
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> InvocationHandler.invokeDefault(proxy, method, arguments);
    };
  }

  private int remainingMillis() {
    var left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    return (int) Math.max(0, left);
  }

  private Object logger(Class<?> loggerInterface) {
    return Proxy.newProxyInstance(
        loggerInterface.getClassLoader(),
        new Class<?>[] {loggerInterface},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "log" -> {
                var text =
                    arguments[0] instanceof byte[] bytes
                        ? new String(bytes, UTF_8)
                        : String.valueOf(arguments[0]);
                log.write(function.name(), text.stripTrailing());
                yield null;
              }
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              default -> "Logger of " + function.name();
            });
  }
}
