package dev.cellwright.localcell.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers each request: from the gateway, the console, or by a connection that stays open.
final class Front extends Handler.Abstract {

  private final Gateway gateway;
  private final HttpFront.Site console;
  private final HttpFront.@Nullable Sockets sockets;
  private final Consumer<ServedRequest> served;
  private final InstantSource clock;

  Front(
      Gateway gateway,
      HttpFront.Site console,
      HttpFront.@Nullable Sockets sockets,
      Consumer<ServedRequest> served,
      InstantSource clock) {
    this.gateway = gateway;
    this.console = console;
    this.sockets = sockets;
    this.served = served;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var started = System.nanoTime();
    var incoming = incoming(request);
    if (sockets != null && incoming.rawPath().equals(sockets.path())) {
      upgrade(sockets, incoming, request, response, callback);
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
      HttpFront.Sockets to,
      Incoming incoming,
      Request request,
      Response response,
      Callback callback) {
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

  private Reply reply(Request request, Incoming incoming) throws IOException, InterruptedException {
    byte @Nullable [] body;
    try {
      body = RequestBody.read(request);
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
    return isForConsole(incoming) ? console.answer(incoming, body) : gateway.answer(incoming, body);
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
    response.write(true, ByteBuffer.wrap(reply.body()), Refusals.written(request, callback));
  }
}
