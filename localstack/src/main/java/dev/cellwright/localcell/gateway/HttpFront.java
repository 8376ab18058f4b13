package dev.cellwright.localcell.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
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
  private static final int MAX_HEADERS = 10 * 1024;
  private static final long MAX_DRAIN = 100L * 1024 * 1024;
  private static final long DRAIN_NANOS = 5_000_000_000L;

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
    made.setErrorHandler(new OwnErrors());
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
      made.setHandler(new Front(gateway, console, served));
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

  private final class Front extends Handler.Abstract {

    private final Gateway gateway;
    private final Site console;
    private final Consumer<ServedRequest> served;

    Front(Gateway gateway, Site console, Consumer<ServedRequest> served) {
      this.gateway = gateway;
      this.console = console;
      this.served = served;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      var started = System.nanoTime();
      var incoming = incoming(request);
      var open = sockets;
      if (open != null && incoming.rawPath().equals(open.path())) {
        upgrade(open, incoming, request, response, callback);
        return true;
      }
      var reply = reply(request, incoming);
      if (!isForConsole(incoming)) {
        tell(incoming, reply, (System.nanoTime() - started) / 1e6);
      }
      send(reply, incoming, request, response, callback);
      return true;
    }

    private void upgrade(
        Sockets to, Incoming incoming, Request request, Response response, Callback callback) {
      var started = System.nanoTime();
      var refusal = to.upgrade(incoming, request, response, callback);
      var reply = refusal == null ? new Reply(101, List.of(), new byte[0]) : refusal;
      tell(incoming, reply, (System.nanoTime() - started) / 1e6);
      if (refusal != null) {
        send(refusal, incoming, request, response, callback);
      }
    }

    private void tell(Incoming incoming, Reply reply, double ms) {
      var correlationId = reply.header("X-Correlation-Id");
      served.accept(
          new ServedRequest(
              incoming.at(),
              incoming.method(),
              gateway.logged(incoming.rawPath()),
              reply.status(),
              ms,
              correlationId == null ? incoming.requestId() : correlationId,
              incoming.traceId()));
    }

    private static boolean isForConsole(Incoming incoming) {
      var path = incoming.rawPath();
      return path.equals("/_cell") || path.startsWith("/_cell/");
    }

    private Reply reply(Request request, Incoming incoming)
        throws IOException, InterruptedException {
      byte @Nullable [] body;
      try {
        body = body(request);
      } catch (BadMessageException e) {
        return ErrorBody.reply(400, "the body is malformed HTTP", incoming);
      } catch (IOException e) {
        if (e.getCause() instanceof TimeoutException) {
          return ErrorBody.reply(408, "the body did not arrive in time", incoming);
        }
        throw e;
      }
      if (body == null) {
        return gateway.tooLarge(incoming);
      }
      return isForConsole(incoming)
          ? console.answer(incoming, body)
          : gateway.answer(incoming, body);
    }
  }

  private Incoming incoming(Request request) {
    var headers = new ArrayList<Header>();
    for (var field : request.getHeaders()) {
      headers.add(new Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
    }
    var uri = request.getHttpURI();
    var path = uri.getPath();
    var query = uri.getQuery();
    var now = clock.instant();
    return new Incoming(
        request.getMethod(),
        path == null ? "" : path,
        query == null ? "" : query,
        request.getConnectionMetaData().getProtocol(),
        headers,
        Request.getRemoteAddr(request),
        Request.getServerPort(request),
        now,
        UUID.randomUUID().toString(),
        traceId(now));
  }

  private static String traceId(Instant now) {
    var random = UUID.randomUUID().toString().replace("-", "").substring(8);
    return "1-%08x-%s".formatted(now.getEpochSecond(), random);
  }

  /// The body, or null when it is too large. Then it is still read for a while, so that a client
  /// that sends first and reads later finds the answer instead of a closed connection.
  private static byte @Nullable [] body(Request request) throws IOException {
    var tooLarge = request.getLength() > Gateway.MAX_REQUEST;
    if (tooLarge && request.getHeaders().contains(HttpHeader.EXPECT)) {
      return null;
    }
    var input = Content.Source.asInputStream(request);
    if (!tooLarge) {
      var body = input.readNBytes(Gateway.MAX_REQUEST + 1);
      if (body.length <= Gateway.MAX_REQUEST) {
        return body;
      }
    }
    drain(input);
    return null;
  }

  private static void drain(InputStream input) throws IOException {
    var until = System.nanoTime() + DRAIN_NANOS;
    var buffer = new byte[64 * 1024];
    var drained = 0L;
    while (drained < MAX_DRAIN && System.nanoTime() - until < 0) {
      var read = input.read(buffer);
      if (read < 0) {
        return;
      }
      drained += read;
    }
  }

  private static void send(
      Reply reply, Incoming incoming, Request request, Response response, Callback callback) {
    response.setStatus(reply.status());
    for (var header : reply.headers()) {
      response.getHeaders().add(header.name(), header.value());
    }
    response.getHeaders().put("x-amzn-RequestId", incoming.requestId());
    if (request.getLength() > Gateway.MAX_REQUEST) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    if (reply.status() != 204 && reply.status() != 304) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    }
    response.write(true, ByteBuffer.wrap(reply.body()), written(request, callback));
  }

  /// What follows the answer: a refused CONNECT would otherwise keep its connection open as a
  /// tunnel to nowhere.
  private static Callback written(Request request, Callback callback) {
    return HttpMethod.CONNECT.is(request.getMethod())
        ? Callback.from(callback, request.getConnectionMetaData().getConnection()::close)
        : callback;
  }

  /// Says in the cell's form what the server itself refuses: headers too large, HTTP that is none.
  /// The server closes the connection then; a client that isn't told would use it again.
  private final class OwnErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      var status = refusal(response.getStatus());
      var requestId = UUID.randomUUID().toString();
      var reply = ErrorBody.reply(status, message(status), requestId, clock.instant());
      response.setStatus(status);
      reply.headers().forEach(each -> response.getHeaders().put(each.name(), each.value()));
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      response.write(true, ByteBuffer.wrap(reply.body()), written(request, callback));
      return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
      var ours = refusal(status);
      var requestId = UUID.randomUUID().toString();
      var reply = ErrorBody.reply(ours, message(ours), requestId, clock.instant());
      reply.headers().forEach(each -> fields.put(each.name(), each.value()));
      fields.put(HttpHeader.CONNECTION, "close");
      return ByteBuffer.wrap(reply.body());
    }

    /// What the server calls its own fault in reading a request is the request's.
    private int refusal(int status) {
      return status == 501 || status == 505 ? 400 : status;
    }

    private String message(int status) {
      return switch (status) {
        case 408 -> "the request did not arrive in time";
        case 414 -> "the address is too long";
        case 431 -> "the headers are larger than " + MAX_HEADERS + " bytes";
        default -> status < 500 ? "the request is malformed HTTP" : "the local gateway failed";
      };
    }
  }
}
