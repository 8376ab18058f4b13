package dev.cellwright.localcell.websocket;

import dev.cellwright.localcell.websocket.Connections.Handler;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// One open connection.
///
/// Its messages are handled side by side, as on AWS, where nothing keeps their order; a client that
/// sends faster than they are handled is not read on.
///
/// Public because the server finds its methods by reflection.
public final class Connection implements Session.Listener {
  private static final int MESSAGES_AT_ONCE = 16;

  /// Never more bytes than a frame holds, as UTF-8 has at most three for a `char`.
  private static final int CHARS_PER_FRAME = 8 * 1024;

  private static final int BINARY_REFUSED = 1003;
  private static final int GOING_AWAY = 1001;
  private static final int NO_STATUS = 1005;

  private final Peer peer;
  private final SocketLimits limits;
  private final Handler handler;
  private final AtomicInteger running = new AtomicInteger();
  private final ReentrantLock sending = new ReentrantLock();
  private volatile Instant lastActiveAt;
  private volatile @Nullable Session session;
  private volatile @Nullable Future<?> end;

  Connection(Peer peer, SocketLimits limits, Handler handler) {
    this.peer = peer;
    this.limits = limits;
    this.handler = handler;
    this.lastActiveAt = peer.connectedAt();
  }

  /// What ends it when it has been open for too long; not needed any more once it is closed.
  void endsBy(Future<?> timer) {
    end = timer;
  }

  Peer peer() {
    return peer;
  }

  Instant lastActiveAt() {
    return lastActiveAt;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    opened.setIdleTimeout(limits.idle());
    opened.setAutoFragment(false); // or frames of any size would be taken in parts
    opened.setMaxFrameSize(limits.frameBytes());
    opened.setMaxTextMessageSize(limits.messageBytes());
    opened.setMaxBinaryMessageSize(limits.messageBytes());
    session = opened;
    handler.opened(this);
    opened.demand();
  }

  @Override
  public void onWebSocketText(String text) {
    lastActiveAt = handler.now();
    var atOnce = running.incrementAndGet();
    handler.message(this, text, this::handled);
    if (atOnce < MESSAGES_AT_ONCE) {
      demand();
    }
  }

  /// Reads on, where reading had stopped.
  private void handled() {
    if (running.getAndDecrement() == MESSAGES_AT_ONCE) {
      demand();
    }
  }

  private void demand() {
    var open = session;
    if (open != null && open.isOpen()) {
      open.demand();
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    callback.succeed();
    close(BINARY_REFUSED, "Binary frames are not supported");
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    var timer = end;
    if (timer != null) {
      timer.cancel(false);
    }
    handler.closed(this, status, reason(status, reason));
    callback.succeed();
  }

  private static String reason(int status, @Nullable String given) {
    return switch (status) {
      case GOING_AWAY -> "Going away";
      case NO_STATUS -> "Client-side close frame status not set";
      default -> given == null ? "" : given;
    };
  }

  /// Sends a text and waits until the network took it. False when the connection is gone, or the
  /// client takes nothing, which ends it.
  boolean send(String text) throws InterruptedException {
    sending.lockInterruptibly();
    try {
      for (var start = 0; start < text.length() || start == 0; ) {
        var end = end(text, start);
        if (!sendPart(text.substring(start, end), end == text.length())) {
          return false;
        }
        start = Math.max(end, 1);
      }
      lastActiveAt = handler.now();
      return true;
    } finally {
      sending.unlock();
    }
  }

  /// Where a part ends: never inside a surrogate pair.
  private static int end(String text, int start) {
    var end = Math.min(start + CHARS_PER_FRAME, text.length());
    return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private boolean sendPart(String part, boolean last) throws InterruptedException {
    var open = session;
    if (open == null || !open.isOpen()) {
      return false;
    }
    var sent = new CompletableFuture<Void>();
    open.sendPartialText(
        part, last, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
    try {
      sent.get(limits.slowestSend().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      open.disconnect();
      return false;
    } catch (ExecutionException _) {
      return false; // closed meanwhile
    }
  }

  boolean isOpen() {
    var open = session;
    return open != null && open.isOpen();
  }

  void goAway() {
    close(GOING_AWAY, "Going away");
  }

  void close(int status, String reason) {
    var open = session;
    if (open != null && open.isOpen()) {
      open.close(status, reason, Callback.NOOP);
    }
  }
}
