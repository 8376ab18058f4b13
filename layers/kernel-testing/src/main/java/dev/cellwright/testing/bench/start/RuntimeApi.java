package dev.cellwright.testing.bench.start;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// As much of Lambda's runtime API as a function's first answer takes: hands out one event, and
/// takes what is said of it.
final class RuntimeApi implements AutoCloseable {
  private static final String INVOCATIONS = "/2018-06-01/runtime/invocation/";
  private static final int PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final BlockingQueue<String> said = new ArrayBlockingQueue<>(8);
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(1);

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi open(String event) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var api = new RuntimeApi(server);
    api.waiting.add(event);
    server.createContext("/", api::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return api;
  }

  /// As the runtime's environment names it.
  String address() {
    return server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
  }

  /// What the function answers first.
  ///
  /// @throws IllegalStateException where it says that it failed, or nothing
  String answer() {
    try {
      var first = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (first == null || first.startsWith("error")) {
        throw new IllegalStateException("the function does not start: " + first);
      }
      return first;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.equals(INVOCATIONS + "next")) {
        next(exchange);
        return;
      }
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      said.add(path.endsWith("/response") ? body : "error at " + path + ": " + body);
      exchange.sendResponseHeaders(202, -1);
    }
  }

  /// The second one waits until its asker is ended.
  private void next(HttpExchange exchange) throws IOException {
    String event;
    try {
      event = waiting.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    headers.set("Lambda-Runtime-Deadline-Ms", "" + Instant.now().plusSeconds(29).toEpochMilli());
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-central-1:111122223333:function:bench:live");
    var bytes = event.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
