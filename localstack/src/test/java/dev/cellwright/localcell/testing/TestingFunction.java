package dev.cellwright.localcell.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A function that does what the query parameter `do` says, and otherwise answers the event it got.
///
/// It is copied into assets and loaded there by a class loader of its own, so it uses nothing but
/// the Lambda interfaces.
public final class TestingFunction implements RequestStreamHandler {

  private final Map<String, String> environment;
  private final InstantSource clock;

  /// As a process of its own makes it.
  public TestingFunction() {
    this(System.getenv(), InstantSource.system());
  }

  public TestingFunction(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
    if (environment.containsKey("FAIL_AT_START")) {
      throw new IllegalStateException("it fails at its start");
    }
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = new String(input.readAllBytes(), UTF_8);
    output.write(answer(event, context).getBytes(UTF_8));
  }

  private String answer(String event, Context context) throws IOException {
    if (event.contains("\"RequestType\"")) {
      return customResource(event);
    }
    if (environment.containsKey("INBOX")) {
      return consume(event, context);
    }
    return switch (wanted(event)) {
      case "nothing" -> "{\"statusCode\":204}";
      case "throw" -> throw new IllegalArgumentException("it was asked to throw");
      case "sleep" -> sleep();
      case "pid" -> text(String.valueOf(ProcessHandle.current().pid()));
      case "halt" -> {
        Runtime.getRuntime().halt(3);
        yield "never";
      }
      case "memory" -> useUpTheMemory();
      case "malformed" -> "{\"status\":200}";
      case "list" -> "[]";
      case "large" -> "{\"statusCode\":200,\"body\":\"" + "x".repeat(7 * 1024 * 1024) + "\"}";
      case "cookies" ->
          """
          {"statusCode":200,"headers":{"X-One":"a","Set-Cookie":"lost=1"},
           "multiValueHeaders":{"Set-Cookie":["a=1","b=2"]},"body":"{}"}
          """;
      case "binary" ->
          """
          {"statusCode":200,"headers":{"Content-Type":"image/png"},"body":"AAEC/w==","isBase64Encoded":true}
          """;
      case "unauthenticated" ->
          """
          {"statusCode":401,"headers":{"WWW-Authenticate":"Bearer"},"body":"{}"}
          """;
      case "print" -> {
        System.out.println("{\"level\":\"INFO\",\"message\":\"a quiet line\"}");
        System.out.println("{\"level\":\"WARN\",\"message\":\"a loud line\"}");
        context.getLogger().log("a line of the logger");
        yield "{\"statusCode\":204}";
      }
      case "context" ->
          text(
              "%s %s %s %d %b"
                  .formatted(
                      context.getFunctionName(),
                      context.getInvokedFunctionArn(),
                      context.getFunctionVersion(),
                      context.getMemoryLimitInMB(),
                      context.getRemainingTimeInMillis() > 0));
      case "environment" -> text(environment.toString());
      case "clock" -> text(clock.instant().toString());
      case "loader" -> text(String.valueOf(getClass().getClassLoader()));
      default ->
          "{\"statusCode\":200,\"headers\":{\"X-Correlation-Id\":\""
              + header(event, "X-Correlation-Id")
              + "\"},\"body\":\""
              + Base64.getEncoder().encodeToString(event.getBytes(UTF_8))
              + "\"}";
    };
  }

  /// Keeps what it was asked, one event a line, and answers with what a migration would.
  private String customResource(String event) throws IOException {
    var journal = environment.get("JOURNAL");
    if (journal != null) {
      Files.writeString(
          Path.of(journal), event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    if (event.contains("\"fail\":\"true\"")) {
      throw new IllegalStateException("the migration failed");
    }
    return "{\"PhysicalResourceId\":\"done\",\"Data\":{\"Version\":\"7\"}}";
  }

  /// Keeps the event of a queue or a rule, behind the trace it came under.
  private String consume(String event, Context context) throws IOException {
    Files.writeString(
        Path.of(String.valueOf(environment.get("INBOX"))),
        context.getXrayTraceId() + " " + event + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return "{\"batchItemFailures\":[]}";
  }

  /// Takes memory on the heap and outside of it, each within its own bound: only the sandbox bounds
  /// both together.
  private static String useUpTheMemory() {
    var taken = new ArrayList<ByteBuffer>();
    try {
      for (var i = 0; i < 8; i++) {
        taken.add(ByteBuffer.allocate(8 * 1024 * 1024));
      }
      while (true) {
        taken.add(ByteBuffer.allocateDirect(4 * 1024 * 1024));
      }
    } catch (OutOfMemoryError _) {
      return sleep() + taken.size();
    }
  }

  private static String sleep() {
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted, as it should be", e);
    }
  }

  private static String text(String body) {
    return "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\""
        + body.replace("\\", "\\\\").replace("\"", "\\\"")
        + "\"}";
  }

  private static String wanted(String event) {
    var at = event.indexOf("\"queryStringParameters\":{\"do\":\"");
    return at < 0 ? "" : until(event, at + 31);
  }

  private static String header(String event, String name) {
    var at = event.indexOf("\"" + name + "\":\"");
    return at < 0 ? "made-by-the-function" : until(event, at + name.length() + 4);
  }

  private static String until(String event, int start) {
    return event.substring(start, event.indexOf('"', start));
  }
}
