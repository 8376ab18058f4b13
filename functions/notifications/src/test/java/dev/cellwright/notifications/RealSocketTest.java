package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client of the JDK against the local cell's own front: handshake, frames and all.
class RealSocketTest {
  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void aClientIsLetInToldComesBackAndIsLetGo(@TempDir Path directory) throws Exception {
    try (var front = new TestingFront(cell, directory)) {
      assertThatThrownBy(() -> new TestingClient(front.address(), "e30.e30.e30"))
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));

      var client = new TestingClient(front.address(), anna.accessToken());
      assertThat(client.subprotocol()).isEqualTo("bearer");
      assertThat(client.ask("{\"action\": \"subscribe\"}").toString())
          .isEqualTo("{\"type\":\"welcome\",\"sequence\":0,\"messages\":[],\"more\":false}");
      var task = TestingRooms.task(anna, "Feed the cat");
      cell.deliver();
      var told = client.hear();
      assertThat(told.path("event").asText()).isEqualTo("task.created");
      assertThat(told.path("entity_id").asText()).isEqualTo(task.toString());
      client.leave();

      TestingRooms.notify(cell, anna, "Meanwhile");
      cell.deliver();
      var again = new TestingClient(front.address(), anna.accessToken());
      var welcome = again.ask("{\"action\": \"subscribe\", \"after\": 1}");
      assertThat(TestingRooms.texts(welcome.path("messages"), "title"))
          .containsExactly("Meanwhile");

      assertThat(anna.post("/api/v1/auth/logout", null).status()).isBetween(200, 204);
      cell.deliver();
      assertThat(again.closeStatus()).isEqualTo(1000);
      assertThat(front.printed(directory))
          .contains("connected", "said", "disconnected")
          .doesNotContain(anna.accessToken());
    }
  }
}
