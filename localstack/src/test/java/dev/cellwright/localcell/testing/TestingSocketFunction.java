package dev.cellwright.localcell.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A function behind a WebSocket API: authorizer, `$connect`, messages and `$disconnect` in one. It
/// keeps the events it gets in a journal, one a line, and does what the event asks for.
public final class TestingSocketFunction implements RequestStreamHandler {

  private final Path journal;

  public TestingSocketFunction(Map<String, String> environment, InstantSource clock) {
    this.journal = Path.of(String.valueOf(environment.get("JOURNAL")));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = new String(input.readAllBytes(), UTF_8);
    synchronized (this) {
      Files.writeString(
          journal, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    output.write(answer(event).getBytes(UTF_8));
  }

  private static String answer(String event) {
    if (event.contains("\"type\":\"REQUEST\"")) {
      return authorize(event);
    }
    if (event.contains("\"eventType\":\"CONNECT\"")) {
      return connect(event);
    }
    if (event.contains("do-throw")) {
      throw new IllegalArgumentException("it was asked to throw");
    }
    if (event.contains("do-sleep")) {
      return sleep();
    }
    if (event.contains("do-malformed")) {
      return "{}";
    }
    return "{\"statusCode\":200,\"body\":\"answered by " + routeKey(event) + "\"}";
  }

  private static String authorize(String event) {
    if (event.contains("token=nobody") || event.contains("\"token\":\"nobody\"")) {
      throw new IllegalStateException("Unauthorized");
    }
    if (event.contains("\"token\":\"broken\"")) {
      return "{\"principalId\":\"anna\"}";
    }
    var effect = event.contains("\"token\":\"stranger\"") ? "Deny" : "Allow";
    return """
    {"principalId": "anna", "context": {"tenant": "acme", "level": 7},
     "policyDocument": {"Version": "2012-10-17", "Statement": [
       {"Action": "execute-api:Invoke", "Effect": "%s", "Resource": "*"}]}}
    """
        .formatted(effect);
  }

  private static String connect(String event) {
    if (event.contains("\"do\":\"refuse\"")) {
      return "{\"statusCode\":409,\"body\":\"not now\"}";
    }
    if (event.contains("\"do\":\"throw\"")) {
      throw new IllegalArgumentException("it was asked to throw");
    }
    if (event.contains("\"do\":\"sleep\"")) {
      return sleep();
    }
    if (event.contains("\"do\":\"malformed\"")) {
      return "[]";
    }
    if (event.contains("cell.v1")) {
      return "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"cell.v1\"}}";
    }
    return event.contains("\"do\":\"choose\"")
        ? "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"never-offered\"}}"
        : "{\"statusCode\":200}";
  }

  private static String routeKey(String event) {
    var start = event.indexOf("\"routeKey\":\"") + 12;
    return event.substring(start, event.indexOf('"', start));
  }

  private static String sleep() {
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted, as it should be", e);
    }
  }
}
