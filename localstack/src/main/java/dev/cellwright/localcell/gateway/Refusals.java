package dev.cellwright.localcell.gateway;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Says in the cell's form what the server itself refuses: headers too large, HTTP that is none.
/// The server closes the connection then; a client that isn't told would use it again.
final class Refusals extends ErrorHandler {

  private final InstantSource clock;

  Refusals(InstantSource clock) {
    this.clock = clock;
  }

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
      case 431 -> "the headers are larger than " + HttpFront.MAX_HEADERS + " bytes";
      default -> status < 500 ? "the request is malformed HTTP" : "the local gateway failed";
    };
  }

  /// What follows the answer: a refused CONNECT would otherwise keep its connection open as a
  /// tunnel to nowhere.
  static Callback written(Request request, Callback callback) {
    return HttpMethod.CONNECT.is(request.getMethod())
        ? Callback.from(callback, request.getConnectionMetaData().getConnection()::close)
        : callback;
  }
}
