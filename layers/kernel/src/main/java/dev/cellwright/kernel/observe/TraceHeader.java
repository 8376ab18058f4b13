package dev.cellwright.kernel.observe;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Repeats the invocation's `X-Amzn-Trace-Id` on each AWS call it makes, so that a trace shows them
/// together.
public final class TraceHeader implements ExecutionInterceptor {
  public static final String NAME = "X-Amzn-Trace-Id";

  private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

  /// Runs an invocation under its trace.
  public static <T> T carry(@Nullable String trace, Supplier<T> invocation) {
    return trace == null
        ? invocation.get()
        : ScopedValue.where(CURRENT, trace).call(invocation::get);
  }

  /// The running invocation's trace; null where it has none.
  public static @Nullable String current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    var request = context.httpRequest();
    return CURRENT.isBound() ? request.toBuilder().putHeader(NAME, CURRENT.get()).build() : request;
  }
}
