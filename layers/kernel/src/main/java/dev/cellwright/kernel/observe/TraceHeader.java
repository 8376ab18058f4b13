package dev.cellwright.kernel.observe;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Repeats the invocation's `X-Amzn-Trace-Id` on each AWS call it makes, so that a trace shows them
/// together.
public final class TraceHeader implements ExecutionInterceptor {
  public static final String NAME = "X-Amzn-Trace-Id";

  /// The field of log lines.
  private static final String LOGGED = "trace_id";

  private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

  /// Runs an invocation under its trace, whose id every line that is logged meanwhile has.
  public static <T> T carry(@Nullable String trace, Supplier<T> invocation) {
    if (trace == null) {
      return invocation.get();
    }
    var id = TraceParent.traceId(trace);
    if (id != null) {
      MDC.put(LOGGED, id);
    }
    try {
      return ScopedValue.where(CURRENT, trace).call(invocation::get);
    } finally {
      MDC.remove(LOGGED);
    }
  }

  /// The running invocation's trace, with the caller's where that is another; null where it has
  /// none.
  public static @Nullable String current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    var request = context.httpRequest();
    var trace = TraceParent.xray(current());
    return trace == null ? request : request.toBuilder().putHeader(NAME, trace).build();
  }
}
