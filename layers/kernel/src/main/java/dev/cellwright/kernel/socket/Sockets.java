package dev.cellwright.kernel.socket;

import dev.cellwright.kernel.observe.TraceHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/// Sends over open connections, and closes them.
///
/// Sending is at best tried: what must arrive is kept where the client can ask for it. Throttled
/// calls are repeated by the client, a few times and within its time.
public final class Sockets {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /// Slow connections hold up others only when there are so many of them.
  private static final int AT_ONCE = 100;

  /// However much time the caller has.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final ApiGatewayManagementApiClient connections;

  public Sockets(ApiGatewayManagementApiClient connections) {
    this.connections = connections;
  }

  /// Sends to many connections beside each other, and answers in their order.
  ///
  /// @param deadline by the real clock: what isn't sent by then is [Pushed#FAILED]
  public List<Pushed> push(List<Frame> frames, Instant deadline) {
    return each(frames, this::push, deadline);
  }

  /// Closes many connections beside each other, and answers in their order. One that is closed is
  /// [Pushed#GONE].
  ///
  /// @param deadline by the real clock
  public List<Pushed> close(List<String> closing, Instant deadline) {
    return each(closing, this::close, deadline);
  }

  private Pushed push(Frame frame) {
    try {
      connections.postToConnection(request ->
          request.connectionId(frame.connection()).data(SdkBytes.fromUtf8String(frame.text())));
      return Pushed.SENT;
    } catch (GoneException e) {
      return Pushed.GONE;
    } catch (PayloadTooLargeException e) {
      LOG.error("a message is too large for a connection", e);
      return Pushed.TOO_LARGE;
    } catch (SdkException e) {
      LOG.warn("a message was not sent", e);
      return Pushed.FAILED;
    }
  }

  private Pushed close(String connection) {
    try {
      connections.deleteConnection(request -> request.connectionId(connection));
      return Pushed.GONE;
    } catch (GoneException e) {
      return Pushed.GONE;
    } catch (SdkException e) {
      LOG.warn("a connection was not closed", e);
      return Pushed.FAILED;
    }
  }

  private static <T> List<Pushed> each(List<T> all, Function<T, Pushed> doing, Instant deadline) {
    var outcomes = new AtomicReferenceArray<Pushed>(all.size());
    var atOnce = new Semaphore(AT_ONCE);
    var trace = TraceHeader.current();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    for (int i = 0; i < all.size(); i++) {
      int place = i;
      threads.execute(() -> {
        try {
          atOnce.acquire();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        try {
          outcomes.set(place, TraceHeader.carry(trace, () -> doing.apply(all.get(place))));
        } finally {
          atOnce.release();
        }
      });
    }
    awaitAll(threads, deadline);
    return IntStream.range(0, all.size())
        .mapToObj(place -> {
          var outcome = outcomes.get(place);
          return outcome == null ? Pushed.FAILED : outcome;
        })
        .toList();
  }

  private static void awaitAll(java.util.concurrent.ExecutorService threads, Instant deadline) {
    threads.shutdown();
    var left = Duration.between(Instant.now(), deadline);
    var patience = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    try {
      if (!threads.awaitTermination(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
