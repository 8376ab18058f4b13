package dev.cellwright.kernel.observe;

import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.socket.Message;
import dev.cellwright.kernel.socket.SocketAnswer;
import dev.cellwright.kernel.socket.SocketEvent;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One line of JSON for each connection that opens or closes and each message, under the ids by
/// which they are found. Never a header, a query or what a message says: tokens are in there.
public final class SocketLog {
  private static final Logger LOG = LoggerFactory.getLogger(SocketLog.class);

  private final String service;
  private final SocketMetrics metrics;

  public SocketLog(String service, SocketMetrics metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  /// Deals with an event, then logs and measures how that went.
  public SocketAnswer around(SocketEvent event, Supplier<SocketAnswer> answer) {
    MDC.put("service", service);
    MDC.put("request_id", event.requestId());
    MDC.put("connection_id", event.connection());
    var kind = kind(event);
    var started = System.nanoTime();
    try {
      var answered = answer.get();
      var milliseconds = (System.nanoTime() - started) / 1_000_000.0;
      MDC.put("status", Integer.toString(answered.status()));
      MDC.put("duration_ms", "%.1f".formatted(milliseconds));
      if (answered.code() != null) {
        MDC.put("error_code", answered.code());
      }
      LOG.info(kind);
      metrics.answered(kind, answered.code() != null, milliseconds);
      return answered;
    } finally {
      MDC.clear();
    }
  }

  private static String kind(SocketEvent event) {
    return switch (event) {
      case SocketEvent.Opened _ -> "connected";
      case SocketEvent.Said _ -> "said";
      case SocketEvent.Closed(_, _, _, var code) -> {
        MDC.put("close_code", Integer.toString(code));
        yield "disconnected";
      }
    };
  }

  /// Names the caller.
  public void identified(Principal principal) {
    MDC.put("user_id", principal.person().toString());
    if (principal.organization() != null) {
      MDC.put("org_id", principal.organization().toString());
    }
  }

  /// Names what a message asks for.
  public void heard(Message message) {
    MDC.put("action", message.action());
  }

  public void failed(RuntimeException fault) {
    LOG.error("failed", fault);
  }
}
