package dev.cellwright.testing.bench.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Receives webhooks on this machine, and counts what it answered well, by delivery and by what
/// each is about. It may be made to fail a share of all calls.
public final class Sink implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Random chance;
  private volatile double failing;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final Map<UUID, Set<String>> deliveries = new ConcurrentHashMap<>();

  private Sink(HttpServer server, Random chance) {
    this.server = server;
    this.chance = chance;
  }

  public static Sink open(Random chance) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var sink = new Sink(server, chance);
      server.createContext("/", sink::take);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return sink;
    } catch (IOException e) {
      throw new UncheckedIOException("no webhooks can be received here", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
  }

  /// From now on so many of all calls are answered 503.
  void fail(double share) {
    failing = share;
  }

  private void take(HttpExchange call) throws IOException {
    try (call) {
      calls.incrementAndGet();
      var letter = JSON.readTree(call.getRequestBody());
      var well = chance.nextDouble() >= failing;
      if (well) {
        note(call.getRequestHeaders().getFirst("webhook-id"), letter);
      }
      call.sendResponseHeaders(well ? 204 : 503, -1);
    }
  }

  private void note(String delivery, JsonNode letter) {
    var subject = letter.path("subject").asText();
    var about = UUID.fromString(subject.substring(subject.indexOf('/') + 1));
    var known = deliveries.computeIfAbsent(about, _ -> ConcurrentHashMap.newKeySet());
    if (!known.add(delivery)) {
      repeated.incrementAndGet();
    }
  }

  /// How many deliveries, by their ids, were taken about each of these.
  Map<UUID, Integer> takenAbout(Iterable<UUID> things) {
    var taken = new HashMap<UUID, Integer>();
    things.forEach(each -> taken.put(each, deliveries.getOrDefault(each, Set.of()).size()));
    return taken;
  }

  /// How often one was brought again that had been taken: with the same id, as it may be.
  long repeated() {
    return repeated.get();
  }

  long calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
