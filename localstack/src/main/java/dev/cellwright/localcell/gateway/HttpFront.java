package dev.cellwright.localcell.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/// The cell's address: an HTTP server on 127.0.0.1 that leads to the gateway, and under `/_cell/`
/// to the console.
///
/// Whatever arrives is answered in the cell's error form; the server's own pages are never seen.
public final class HttpFront implements AutoCloseable {

  /// What answers beside the gateway.
  @FunctionalInterface
  public interface Site {
    Reply answer(Incoming incoming, byte[] body);
  }

  /// What turns requests to its path into connections that stay open.
  public interface Sockets extends AutoCloseable {
    String path();

    /// Makes what it needs of a server that is not started yet.
    void attach(Server server);

    /// Upgrades a request, which answers it, and gives null; or gives the answer that refuses it.
    @Nullable Reply upgrade(
        Incoming incoming, Request request, Response response, Callback callback);

    @Override
    void close();
  }

  private static final int BACKLOG = 1024;
  static final int MAX_HEADERS = 10 * 1024;

  private final ServerSocketChannel socket;
  private final InstantSource clock;
  private final CompletableFuture<Server> server;
  private volatile @Nullable Sockets sockets;

  private HttpFront(int port, InstantSource clock) throws IOException {
    this.clock = clock;
    socket = ServerSocketChannel.open();
    try {
      socket.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    server = CompletableFuture.supplyAsync(this::server, Thread::startVirtualThread);
  }

  private Server server() {
    var threads = new QueuedThreadPool(16);
    threads.setName("gateway");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    var made = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADERS);
    http.setResponseHeaderSize(4 * MAX_HEADERS);
    http.setUriCompliance(UriCompliance.UNSAFE);
    var connector = new ServerConnector(made, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(60_000);
    made.addConnector(connector);
    made.setErrorHandler(new Refusals(clock));
    try {
      connector.open(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  /// Takes the port, so that a taken one is known at once; 0 takes any. Nobody is answered before
  /// [#serve].
  public static HttpFront open(int port, InstantSource clock) throws IOException {
    return new HttpFront(port, clock);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.socket().getLocalPort());
  }

  /// Answers requests, and tells about each, except the console's, before its answer is sent.
  public void serve(Gateway gateway, Site console, Consumer<ServedRequest> served) {
    serve(gateway, console, null, served);
  }

  /// The same with connections that stay open.
  public void serve(
      Gateway gateway,
      Site console,
      @Nullable Sockets openConnections,
      Consumer<ServedRequest> served) {
    try {
      var made = server.join();
      if (openConnections != null) {
        openConnections.attach(made);
        sockets = openConnections;
      }
      made.setHandler(new Front(gateway, console, openConnections, served, clock));
      made.start();
    } catch (Exception e) {
      throw new IllegalStateException("the gateway does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      var open = sockets;
      if (open != null) {
        open.close();
      }
      server.join().stop();
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("the gateway does not stop: " + e.getMessage(), e);
    }
  }
}
