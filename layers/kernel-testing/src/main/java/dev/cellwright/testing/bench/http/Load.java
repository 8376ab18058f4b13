package dev.cellwright.testing.bench.http;

import dev.cellwright.testing.bench.Timings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Clients that each ask, wait for the answer and ask again, until the time is over.
///
/// @param most requests of all together
record Load(HttpClient http, int clients, Duration time, int most) {

  /// @param perSecond answers of all clients together
  record Outcome(double perSecond, Timings timings) {}

  /// @param request of a client
  /// @throws IllegalStateException where an answer has another status
  Outcome of(IntFunction<HttpRequest> request, int status) {
    var started = System.nanoTime();
    var end = started + time.toNanos();
    var all = new ArrayList<Double>();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var running = new ArrayList<Future<List<Double>>>();
      for (int client = 0; client < clients; client++) {
        int number = client;
        running.add(
            threads.submit(
                (Callable<List<Double>>) () -> client(() -> request.apply(number), status, end)));
      }
      for (var each : running) {
        all.addAll(each.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Outcome(
        all.size() * 1_000_000_000.0 / (System.nanoTime() - started), new Timings(all));
  }

  private List<Double> client(Callable<HttpRequest> request, int status, long end)
      throws Exception {
    var timings = new ArrayList<Double>();
    while (System.nanoTime() < end && timings.size() < most / clients) {
      var asked = request.call();
      var started = System.nanoTime();
      var answer = http.send(asked, BodyHandlers.ofString());
      timings.add((System.nanoTime() - started) / 1_000_000.0);
      if (answer.statusCode() != status) {
        throw new IOException(asked + " answered " + answer.statusCode() + " " + answer.body());
      }
    }
    return timings;
  }
}
