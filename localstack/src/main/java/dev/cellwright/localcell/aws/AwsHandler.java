package dev.cellwright.localcell.aws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// HTTP in, HTTP out: a whole body each way, the answer in one write.
final class AwsHandler extends Handler.Abstract {
  private static final int LARGEST_BODY = 8 * 1024 * 1024; // SES alone takes more, up to 40 MB

  private final AwsDispatch dispatch;

  AwsHandler(AwsDispatch dispatch) {
    this.dispatch = dispatch;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var answer = answer(request, body(request));
    response.setStatus(answer.status());
    answer.headers().forEach((name, text) -> response.getHeaders().put(name, text));
    response.getHeaders().put("Content-Length", answer.body().length);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private AwsAnswer answer(Request request, byte[] body) {
    if (body.length > LARGEST_BODY) {
      return AwsDispatch.error(
          new AwsError("RequestEntityTooLargeException", 413, "Request Entity Too Large"));
    }
    var uri = request.getHttpURI();
    return dispatch.answer(
        new Signature.SignedRequest(
            request.getMethod(), uri.getPath(), uri.getQuery(), headers(request), body));
  }

  private static Map<String, String> headers(Request request) {
    var headers = new HashMap<String, String>();
    for (var field : request.getHeaders()) {
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT), field.getValue(), (a, b) -> a + "," + b);
    }
    return headers;
  }

  private static byte[] body(Request request) throws IOException {
    try (var in = Content.Source.asInputStream(request)) {
      return in.readNBytes(LARGEST_BODY + 1);
    }
  }
}
