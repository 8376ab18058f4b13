package dev.cellwright.kernel;

import dev.cellwright.kernel.Occasion.OverSocket;
import dev.cellwright.kernel.Occasion.Requested;
import dev.cellwright.kernel.auth.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who asks, whose data, and which request: bound once, around a route's handler, a listener's
/// reaction or a job.
///
/// @param correlationId the caller's `X-Correlation-Id`, or one of ours; of what a request caused,
///   the request's
/// @param organization whose data it is about; null where it is about no organization
/// @param deadline when the sandbox gives up, by the real clock
public record RequestScope(
    String correlationId, @Nullable UUID organization, Instant deadline, Occasion occasion) {

  private static final ScopedValue<RequestScope> CURRENT = ScopedValue.newInstance();

  /// The scope of what is running.
  public static RequestScope current() {
    return CURRENT.get();
  }

  /// The running request's principal.
  ///
  /// @throws IllegalStateException on an open route, and where nobody asked: there is none
  public static Principal principalOfRequest() {
    var principal = current().principal();
    if (principal == null) {
      throw new IllegalStateException("nobody is logged in here");
    }
    return principal;
  }

  /// Who asks; null where nobody is logged in, or nobody asked.
  public @Nullable Principal principal() {
    return switch (occasion) {
      case Requested requested -> requested.principal();
      case OverSocket socket -> socket.principal();
      case Occasion.Heard _, Occasion.Scheduled _ -> null;
    };
  }

  /// Whether the sandbox gives so much more time.
  public boolean hasTimeFor(Duration longest) {
    return Instant.now().plus(longest).isBefore(deadline);
  }

  /// The same work in one organization: for a job or an event that is about none, and goes through
  /// what it found in many.
  ///
  /// @throws IllegalStateException for a request, and for what is about an organization already:
  ///   nothing goes from one to another
  public RequestScope inOrganization(UUID other) {
    if (occasion instanceof Requested || organization != null) {
      throw new IllegalStateException("only what is about no organization may enter one");
    }
    return new RequestScope(correlationId, other, deadline, occasion);
  }

  /// Runs something inside this scope.
  public <T> T call(java.util.function.Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /// Runs something inside this scope.
  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }
}
