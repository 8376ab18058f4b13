package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a client says that no client of ours would.
class HostileMessagesTest {
  private final TestCell cell = TestCell.with("notifications");
  private final Person anna = cell.register("anna");
  private final TestSocket socket = cell.sockets().connect(anna);

  @Test
  void whatIsNoMessageIsRefusedAndTheConnectionGoesOn() {
    for (var message :
        List.of(
            "",
            "x",
            "[]",
            "null",
            "{}",
            "{\"action\": 7}",
            "{\"action\": null}",
            "{\"action\": \"subscribe\", \"after\": \"5\"}",
            "{\"action\": \"subscribe\", \"after\": -1}",
            "{\"action\": \"subscribe\", \"after\": 1.5}",
            "{\"action\": \"subscribe\", \"after\": 1e400}",
            "{\"action\": \"subscribe\", \"organization\": \"x\"}",
            "{\"action\": \"resume\"}",
            "{\"action\": \"ping\", \"action\": \"ping\"}",
            "{\"action\": \"ping\\u0000\"}",
            "{\"action\": \"renew\", \"token\": [1]}",
            "{\"action\": \"x\", \"a\": " + "[".repeat(500) + "]".repeat(500) + "}")) {
      assertThat(socket.say(message).path("code").asText())
          .as(message)
          .isEqualTo("INVALID_MESSAGE");
    }

    assertThat(socket.isOpen()).isTrue();
  }

  @Test
  void whatIsTooLargeBinaryOrUnknownIsNamedAsThat() {
    assertThat(code("{\"action\": \"ping\", \"x\": \"" + "é".repeat(5000) + "\"}"))
        .isEqualTo("TOO_LARGE");
    assertThat(socket.sayBinary("AAEC").path("code").asText()).isEqualTo("INVALID_MESSAGE");
    assertThat(code("{\"action\": \"drop table\"}")).isEqualTo("UNKNOWN_ACTION");
    var error = socket.say("{\"action\": \"shout\"}");
    assertThat(error.path("type").asText()).isEqualTo("error");
    assertThat(error.path("message").asText()).contains("subscribe");
  }

  @Test
  void whoSaysTooMuchIsToldToSlowDown() {
    var ping = Map.of("action", "ping");
    var codes =
        java.util.stream.IntStream.range(0, 60)
            .mapToObj(_ -> socket.say(ping).path("code").asText())
            .toList();

    assertThat(codes.subList(0, 20)).containsOnly("");
    assertThat(codes.getLast()).isEqualTo("RATE_LIMITED");
    assertThat(cell.sockets().connect(anna).say(ping).path("type").asText()).isEqualTo("pong");
  }

  @Test
  void aConnectionThatNobodyOpenedIsAnsweredNothing() {
    var lost = cell.sockets().connect(anna);
    lost.leave();

    assertThat(lost.say(Map.of("action", "resume", "after", 0)).isMissingNode()).isTrue();
    assertThat(lost.heard()).isEmpty();
  }

  private String code(String message) {
    return socket.say(message).path("code").asText();
  }
}
