package dev.cellwright.localcell.websocket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that keeps what it hears.
final class TestingClient implements WebSocket.Listener {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<String> pong = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable WebSocket socket;

  static TestingClient connect(URI cell, String query, String... subprotocols) {
    return connect(cell, query, CLIENT.newWebSocketBuilder(), subprotocols);
  }

  static TestingClient connect(
      URI cell, String query, WebSocket.Builder builder, String... subprotocols) {
    var client = new TestingClient();
    if (subprotocols.length > 0) {
      var others = Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
      builder.subprotocols(subprotocols[0], others);
    }
    client.socket = builder.buildAsync(URI.create(socketUri(cell) + query), client).join();
    return client;
  }

  static WebSocket.Builder builder() {
    return CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(20));
  }

  private static String socketUri(URI cell) {
    return "ws://127.0.0.1:" + cell.getPort() + "/ws";
  }

  /// The status with which a handshake is refused.
  static int refusal(URI cell, String query) {
    try {
      connect(cell, query);
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not connected");
    }
    return socket;
  }

  void send(String message) {
    socket().sendText(message, true).join();
  }

  String hear() throws InterruptedException {
    var next = heard.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was heard for 20 seconds");
    }
    return next;
  }

  boolean heardNothing() {
    return heard.isEmpty();
  }

  int closeStatus() {
    return closed.orTimeout(20, TimeUnit.SECONDS).join();
  }

  String pong() {
    return pong.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      heard.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pong.complete(StandardCharsets.UTF_8.decode(message).toString());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }
}
