package dev.cellwright.localcell.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// HTTP in, HTTP out, a buffer at a time: no body is ever held as a whole.
final class S3Handler extends Handler.Abstract {
  private static final String SCOPE = "/s3/aws4_request";
  private static final long DRAINED_AT_MOST = 16 * 1024 * 1024;

  private final S3Dispatch dispatch;

  S3Handler(S3Dispatch dispatch) {
    this.dispatch = dispatch;
  }

  /// A request as it is on the wire.
  record Incoming(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, String> headers,
      InputStream body) {

    /// Throws the error S3 answers where it makes no sense.
    S3Request request() {
      return S3Request.of(method, rawPath, rawQuery, headers, body);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var headers = headers(request);
    var uri = request.getHttpURI();
    if (!isOurs(uri.getPath(), uri.getQuery(), headers)) {
      return false;
    }
    try (var body = Content.Source.asInputStream(request)) {
      var incoming =
          new Incoming(request.getMethod(), uri.getPath(), uri.getQuery(), headers, body);
      var answer = dispatch.answer(incoming);
      try (var content = answer.body()) {
        drain(body);
        write(answer, content, request.getMethod(), response);
      }
      callback.succeeded();
    } catch (IOException | RuntimeException e) {
      callback.failed(e);
    }
    return true;
  }

  /// What is signed for S3, and what is not signed for any service but names a bucket: a preflight,
  /// a form, somebody without credentials.
  private boolean isOurs(String path, @Nullable String query, Map<String, String> headers) {
    var authorization = headers.get("authorization");
    if (authorization != null) {
      return authorization.contains(SCOPE);
    }
    if (query != null && query.contains("X-Amz-Signature=")) {
      return true;
    }
    var end = path.indexOf('/', 1);
    return path.length() > 1 && dispatch.knows(path.substring(1, end < 0 ? path.length() : end));
  }

  /// A client that is refused reads the refusal only once it has sent everything.
  private static void drain(InputStream body) throws IOException {
    var buffer = new byte[64 * 1024];
    var drained = 0L;
    for (var read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      drained += read;
      if (drained > DRAINED_AT_MOST) {
        return;
      }
    }
  }

  private static void write(
      S3Answer answer, S3Answer.Body content, String method, Response response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach((name, text) -> response.getHeaders().put(name, text));
    if (answer.status() != 304 && answer.status() != 204) {
      response.getHeaders().put("Content-Length", answer.length());
    }
    try (var out = Content.Sink.asOutputStream(response)) {
      if (!method.equals("HEAD") && answer.status() != 304) {
        content.writeTo(out);
      }
    }
  }

  private static Map<String, String> headers(Request request) {
    var headers = new HashMap<String, String>();
    for (var field : request.getHeaders()) {
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT), field.getValue(), (a, b) -> a + "," + b);
    }
    return headers;
  }
}
