package dev.cellwright.localcell.websocket;

import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.gateway.ErrorBody;
import dev.cellwright.localcell.gateway.Functions;
import dev.cellwright.localcell.gateway.HttpFront;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.gateway.RequestPath;
import dev.cellwright.localcell.gateway.ServedRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/// A WebSocket API at `/ws` of the cell's address, where on AWS a domain leads to its stage.
///
/// Events tell the cell's time, limits go by the real one.
public final class SocketFront implements HttpFront.Sockets, Connections.Handler {
  static final String PATH = "/ws";
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final SocketLimits limits;
  private final InstantSource clock;
  private final Connect connect;
  private final RunRoute runRoute;
  private final ManageConnections management;
  private final Connections connections = new Connections();
  private final ExecutorService tasks =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("socket-", 0).factory());
  private final ScheduledThreadPoolExecutor ends =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("socket ends").factory());
  private volatile @Nullable ServerWebSocketContainer container;
  private volatile boolean closing;

  /// A front that is reached once it is given to an [HttpFront].
  ///
  /// @param served is told each message and each end of a connection once its function answered
  public SocketFront(
      SocketApi api,
      SocketLimits limits,
      Functions functions,
      InstantSource clock,
      Consumer<ServedRequest> served) {
    this.limits = limits;
    this.clock = clock;
    var events = new SocketEvents(api);
    var call = new CallFunction(functions);
    this.connect = new Connect(api, events, call, new Authorize(api, events, call));
    this.runRoute = new RunRoute(api, events, call, clock, served);
    this.management = new ManageConnections(api, limits, connections);
    ends.setRemoveOnCancelPolicy(true);
  }

  /// The `@connections` API, for the AWS front.
  public AwsService management() {
    return management;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public void attach(Server server) {
    container = ServerWebSocketContainer.ensure(server);
  }

  @Override
  public @Nullable Reply upgrade(
      Incoming incoming, Request request, Response response, Callback callback) {
    Handshake handshake;
    try {
      handshake = Handshake.of(incoming);
    } catch (RequestPath.Malformed e) {
      return ErrorBody.reply(400, "the address is malformed: " + e.getMessage(), incoming);
    }
    if (closing) {
      return ErrorBody.reply(503, "the cell stops", incoming);
    }
    var negotiation = new Negotiation(handshake);
    Request.addCompletionListener(request, negotiation::answered);
    var upgraded =
        Objects.requireNonNull(container, "attached before it serves")
            .upgrade(negotiation::connection, request, response, callback);
    if (negotiation.refused != null) {
      return negotiation.refused;
    }
    return upgraded ? null : ErrorBody.reply(426, PATH + " speaks WebSocket only", incoming);
  }

  /// One handshake that is being answered.
  private final class Negotiation {
    private final Handshake handshake;
    private @Nullable Reply refused;
    private @Nullable Connection accepted;

    Negotiation(Handshake handshake) {
      this.handshake = handshake;
    }

    private void answered(@Nullable Throwable failure) {
      if (failure != null && accepted != null) {
        connections.forget(accepted);
      }
    }

    /// The connection, or null when it is refused.
    private @Nullable Connection connection(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback)
        throws InterruptedException {
      response.setExtensions(List.of()); // API Gateway compresses nothing
      return switch (connect.connect(handshake, request.getSubProtocols())) {
        case Connect.Outcome.Accepted(var peer, var subprotocol) -> {
          if (subprotocol != null) {
            response.setAcceptedSubProtocol(subprotocol);
          }
          accepted = new Connection(peer, limits, SocketFront.this);
          connections.expect(accepted);
          yield accepted;
        }
        case Connect.Outcome.Refused(var status) -> {
          refused = Refusal.reply(status, handshake.peer().id(), handshake.incoming().requestId());
          yield null;
        }
      };
    }
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void opened(Connection connection) {
    connections.add(connection);
    connection.endsBy(
        ends.schedule(connection::goAway, limits.longest().toMillis(), TimeUnit.MILLISECONDS));
    if (closing) {
      connection.goAway();
    }
  }

  @Override
  public void message(Connection connection, String text, Runnable handled) {
    start(() -> {
      try {
        runRoute.message(connection, text);
      } finally {
        handled.run();
      }
    });
  }

  @Override
  public void closed(Connection connection, int status, String reason) {
    if (connections.has(connection)) {
      start(() -> {
        try {
          runRoute.disconnect(connection.peer(), status, reason);
        } finally {
          connections.remove(connection);
        }
      });
    }
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  private void start(Task task) {
    try {
      tasks.execute(() -> {
        try {
          task.run();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt(); // the cell stops
        }
      });
    } catch (RejectedExecutionException _) {
      // The cell stops; a connection that ends now has been told so.
    }
  }

  /// Tells every client that the cell goes away, and every function, for a short while.
  @Override
  public void close() {
    closing = true;
    connections.all().forEach(Connection::goAway);
    try {
      connections.awaitNone(GRACE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    ends.shutdownNow();
    tasks.shutdownNow();
  }
}
