package dev.cellwright.kernel;

import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.http.Route;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who asks, whose data, and which request: bound once, around the handler.
///
/// @param correlationId the caller's `X-Correlation-Id`, or one of ours
/// @param commandKey what makes a repeated command the same: the caller's `Idempotency-Key`, or the
///   request's own id
/// @param fingerprint what the request says, hashed: a key may not be used for another one
/// @param principal null on an open route, unless it heeds a token that was sent
/// @param organization whose data the request is about; null where the route is about no
///   organization
/// @param object on what the route's permission is asked; null where it is asked in the
///   organization
/// @param deadline when the sandbox gives up, by the real clock
public record RequestScope(
    String correlationId,
    String commandKey,
    String fingerprint,
    @Nullable Principal principal,
    @Nullable UUID organization,
    @Nullable UUID object,
    String sourceAddress,
    Route<?> route,
    Instant deadline) {

  private static final ScopedValue<RequestScope> CURRENT = ScopedValue.newInstance();

  /// The scope of the running request.
  public static RequestScope current() {
    return CURRENT.get();
  }

  /// The running request's principal.
  ///
  /// @throws IllegalStateException on an open route, which has none
  public static Principal principalOfRequest() {
    var principal = current().principal;
    if (principal == null) {
      throw new IllegalStateException("nobody is logged in on an open route");
    }
    return principal;
  }

  /// Runs something inside this scope.
  public <T> T call(java.util.function.Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }
}
