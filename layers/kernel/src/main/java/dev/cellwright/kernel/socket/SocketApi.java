package dev.cellwright.kernel.socket;

import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.AccessTokens;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.data.Refused;
import dev.cellwright.kernel.data.Unavailable;
import dev.cellwright.kernel.event.Attempt;
import dev.cellwright.kernel.observe.SocketLog;
import dev.cellwright.kernel.shape.InvalidShape;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// The way of what happens on a connection through a function: token, scope, handler, answer.
///
/// Whether somebody may connect is decided in the handler's one database call; here it is only
/// settled who does. A message has no token: the connection stands for whoever opened it.
public final class SocketApi {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._=-]{1,128}");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{1,45}");

  /// What a client has to say is short; the gateway itself would take 128 KB.
  private static final int MOST_BYTES = 8 * 1024;

  private final SocketHandler handler;
  private final AccessTokens accessTokens;
  private final SocketLog log;
  private final MessageRate rate = new MessageRate(System::nanoTime);

  public SocketApi(SocketHandler handler, AccessTokens accessTokens, SocketLog log) {
    this.handler = handler;
    this.accessTokens = accessTokens;
    this.log = log;
  }

  /// Answers an event, whatever it is.
  public SocketAnswer answer(SocketEvent event) {
    return log.around(
        event,
        () ->
            switch (event) {
              case SocketEvent.Opened opened -> open(opened);
              case SocketEvent.Said said -> hear(said);
              case SocketEvent.Closed closed -> close(closed);
            });
  }

  /// Loads what a message needs, so that a snapshot starts warm.
  public void rehearse() {
    Message.warm();
  }

  private SocketAnswer open(SocketEvent.Opened opened) {
    var shown = ShownToken.in(opened);
    var verified = shown == null ? null : accessTokens.verified(shown.token());
    if (shown == null || verified == null) {
      return SocketAnswer.refused(401);
    }
    var principal = verified.principal();
    log.identified(principal);
    if (principal.organization() == null) {
      return SocketAnswer.refused(403);
    }
    try {
      var opening =
          scope(opened, opened.sourceAddress(), principal)
              .call(() ->
                  handler.connected(
                      new Connecting(opened.connection(), principal, verified.expiresAt())));
      return switch (opening) {
        case Opening.Accepted() -> SocketAnswer.opened(shown.subprotocol());
        case Opening.Refused(var status) -> SocketAnswer.refused(status);
      };
    } catch (Refused e) {
      return SocketAnswer.refused(status(e));
    } catch (Unavailable | SdkException e) {
      log.failed(e);
      return SocketAnswer.refused(503);
    } catch (RuntimeException e) {
      log.failed(e);
      return SocketAnswer.refused(500);
    }
  }

  private static int status(Refused refusal) {
    return switch (refusal.reason()) {
      case SESSION_ENDED -> 401;
      case NOT_ALLOWED, NOT_SEEN, NOT_A_MEMBER -> 403;
      case TOO_MANY -> 429;
      case RUNNING, KEY_REUSED -> 409;
    };
  }

  private SocketAnswer hear(SocketEvent.Said said) {
    var text = said.text();
    if (!rate.allows(said.connection())) {
      return error("RATE_LIMITED", "Too many messages: slow down, then try again");
    }
    if (text == null) {
      return error("INVALID_MESSAGE", "Messages are text");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return error("TOO_LARGE", "A message has at most " + MOST_BYTES + " bytes");
    }
    try {
      var message = Message.read(said.connection(), text);
      log.heard(message);
      return scope(said, "", null).call(() -> SocketAnswer.done(handler.message(message)));
    } catch (InvalidShape e) {
      return SocketAnswer.error(SocketError.of(e));
    } catch (Unavailable | SdkException e) {
      log.failed(e);
      return error("SERVICE_UNAVAILABLE", "The service is waking up or busy: try again");
    } catch (RuntimeException e) {
      log.failed(e);
      return error("INTERNAL_ERROR", "Something went wrong here; it was logged");
    }
  }

  /// Nobody is left to be told that it failed; whoever sweeps finds the connection.
  private SocketAnswer close(SocketEvent.Closed closed) {
    try {
      scope(closed, "", null).run(() -> handler.disconnected(closed.connection()));
      return SocketAnswer.done(null);
    } catch (RuntimeException e) {
      log.failed(e);
      return SocketAnswer.refused(500);
    }
  }

  private static SocketAnswer error(String code, String message) {
    return SocketAnswer.error(new SocketError(code, message));
  }

  private RequestScope scope(
      SocketEvent event, String sourceAddress, @Nullable Principal principal) {
    return new RequestScope(
        REQUEST_ID.matcher(event.requestId()).matches()
            ? event.requestId().replace("=", "")
            : UUID.randomUUID().toString(),
        principal == null ? null : principal.organization(),
        event.deadline(),
        new Occasion.OverSocket(
            principal,
            principal == null ? null : handler.permission(),
            ADDRESS.matcher(sourceAddress).matches() ? sourceAddress : "",
            new Attempt()));
  }
}
