package dev.cellwright.kernel;

import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.event.Attempt;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.http.Route;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why something is done: somebody asked for it, something happened, or it is time.
public sealed interface Occasion {

  /// Somebody's request.
  ///
  /// @param commandKey what makes a repeated command the same: the caller's `Idempotency-Key`, or
  ///   the request's own id
  /// @param fingerprint what the request says, hashed: a key may not be used for another one
  /// @param principal null on an open route, unless it heeds a token that was sent
  /// @param object on what the route's permission is asked; null where it is asked in the
  ///   organization
  record Requested(
      Route<?> route,
      String commandKey,
      String fingerprint,
      @Nullable Principal principal,
      @Nullable UUID object,
      String sourceAddress)
      implements Occasion {}

  /// Something on the cell's WebSocket: somebody connects, or what is connected says something or
  /// goes.
  ///
  /// @param principal who connects; null afterwards, when the connection stands for whoever opened
  ///   it, and nobody else is asked
  /// @param permission asked of who connects, in the organization
  record OverSocket(
      @Nullable Principal principal,
      @Nullable String permission,
      String sourceAddress,
      Attempt attempt)
      implements Occasion {}

  /// An event that a listener hears. Nobody is asked for permission.
  record Heard(Listener<?> listener, Event event, Attempt attempt) implements Occasion {}

  /// A job's time. Nobody is asked for permission.
  record Scheduled(String job, Attempt attempt) implements Occasion {}
}
