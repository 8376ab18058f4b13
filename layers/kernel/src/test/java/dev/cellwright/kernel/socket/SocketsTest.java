package dev.cellwright.kernel.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;

/// What becomes of messages whose sending goes wrong in ways that the local cell has not.
class SocketsTest {
  private final ApiGatewayManagementApiClient client = mock(ApiGatewayManagementApiClient.class);
  private final Sockets sockets = new Sockets(client);
  private final CountDownLatch never = new CountDownLatch(1);

  @SuppressWarnings("unchecked") // a consumer of a builder
  SocketsTest() {
    when(client.postToConnection(any(Consumer.class)))
        .thenAnswer(call -> {
          var request = PostToConnectionRequest.builder();
          call.<Consumer<PostToConnectionRequest.Builder>>getArgument(0).accept(request);
          return answer(request.build().connectionId());
        });
  }

  private PostToConnectionResponse answer(String connection) throws InterruptedException {
    return switch (connection) {
      case "gone" -> throw GoneException.builder().message("gone").build();
      case "throttled" -> throw LimitExceededException.builder().message("slow down").build();
      case "narrow" -> throw PayloadTooLargeException.builder().message("too large").build();
      case "slow" -> {
        never.await(60, TimeUnit.SECONDS);
        yield PostToConnectionResponse.builder().build();
      }
      default -> PostToConnectionResponse.builder().build();
    };
  }

  @Test
  void eachConnectionIsAnsweredForItselfAndInItsPlace() {
    assertThat(push("a", "gone", "throttled", "narrow", "b"))
        .containsExactly(Pushed.SENT, Pushed.GONE, Pushed.FAILED, Pushed.TOO_LARGE, Pushed.SENT);
  }

  @Test
  void aSlowConnectionIsLeftAtTheDeadlineAndTheOthersHaveTheirs() {
    var connections =
        IntStream.range(0, 1000).mapToObj(i -> i == 7 ? "slow" : "c" + i).toArray(String[]::new);
    var started = System.nanoTime();

    var pushed = push(connections);

    assertThat(pushed.get(7)).isEqualTo(Pushed.FAILED);
    assertThat(pushed.stream().filter(Pushed.SENT::equals)).hasSize(999);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
  }

  private List<Pushed> push(String... connections) {
    return sockets.push(
        List.of(connections).stream().map(id -> new Frame(id, "{}")).toList(),
        Instant.now().plusSeconds(2));
  }
}
