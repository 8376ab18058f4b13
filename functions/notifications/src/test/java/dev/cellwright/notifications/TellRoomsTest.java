package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Delivered;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is told what over a WebSocket.
class TellRoomsTest {
  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void aNotificationGoesToItsPersonAndToNobodyElse() {
    var mia = TestingRooms.joining(cell, anna, "mia");
    cell.deliver();
    var annas = TestingRooms.listening(cell, anna);
    var alsoAnnas = TestingRooms.listening(cell, anna);
    var mias = TestingRooms.listening(cell, mia);

    TestingRooms.notify(cell, anna, "Feed the cat");
    cell.deliver();

    var heard = annas.heard();
    assertThat(heard).hasSize(1);
    var told = heard.getFirst();
    assertThat(told.path("type").asText()).isEqualTo("notification");
    assertThat(told.path("event").asText()).isEqualTo("task.assigned");
    assertThat(told.path("title").asText()).isEqualTo("Feed the cat");
    assertThat(told.path("body").asText()).isEqualTo("By Anna");
    assertThat(told.at("/data/url").asText()).isEqualTo("/tasks/1");
    assertThat(told.path("unread").asLong()).isEqualTo(1);
    assertThat(alsoAnnas.heard()).isEqualTo(heard);
    assertThat(mias.heard()).isEmpty();
  }

  @Test
  void aChangeGoesToThoseWhoMayViewWhatChangedWithoutWhatIsInIt() {
    var mia = TestingRooms.joining(cell, anna, "mia");
    var stranger = cell.register("stranger");
    cell.deliver();
    var annas = TestingRooms.listening(cell, anna);
    var mias = TestingRooms.listening(cell, mia);
    var strangers = TestingRooms.listening(cell, stranger);

    var board =
        anna.post(
            "/api/v1/boards",
            Map.of(
                "name",
                "Secret plan",
                "visibility",
                "private",
                "columns",
                List.of(Map.of("name", "To do"))));
    assertThat(board.status()).isEqualTo(201);
    cell.deliver();

    var heard = annas.heard();
    assertThat(TestingRooms.texts(heard, "event")).containsExactly("board.created");
    assertThat(heard.getFirst().path("entity_id").asText()).isEqualTo(board.at("id").asText());
    assertThat(heard.getFirst().path("actor_id").asText()).isEqualTo(anna.id().toString());
    assertThat(heard.toString()).doesNotContain("Secret");
    assertThat(mias.heard()).isEmpty();
    assertThat(strangers.heard()).isEmpty();
  }

  @Test
  void allThatHappensToATaskIsToldInItsOrder() {
    var socket = TestingRooms.listening(cell, anna);

    var task = "/api/v1/tasks/" + TestingRooms.task(anna, "Feed the cat");
    anna.patch(task, Map.of("title", "Feed both cats"));
    anna.put(task + "/completion", null);
    anna.delete(task);
    cell.deliver();

    var heard = socket.heard();
    assertThat(TestingRooms.texts(heard, "event"))
        .containsExactly("task.created", "task.updated", "task.completed", "task.deleted");
    assertThat(TestingRooms.sequences(heard)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void anEventThatComesTwiceIsOneEntry() {
    var socket = TestingRooms.listening(cell, anna);
    TestingRooms.notify(cell, anna, "Once");
    var delivered = cell.deliver();

    var event =
        delivered.stream()
            .map(Delivered::event)
            .filter(each -> each.type().equals("notification.created"))
            .filter(each -> anna.organization().equals(each.organization()))
            .findFirst()
            .orElseThrow();
    cell.redeliver(event);
    cell.redeliver(event);

    assertThat(TestingRooms.resume(socket, 0).path("messages")).hasSize(1);
    assertThat(TestingRooms.sequences(socket.heard())).containsOnly(1L);
  }

  @Test
  void whereNobodyListensNothingIsKept() {
    TestingRooms.notify(cell, anna, "To nobody");
    TestingRooms.task(anna, "Unseen");
    cell.deliver();

    var socket = cell.sockets().connect(anna);

    assertThat(socket.say(TestingRooms.SUBSCRIBE).path("sequence").asLong()).isZero();
  }

  @Test
  void aConnectionThatIsGoneIsForgotten() {
    var lost = TestingRooms.listening(cell, anna);
    lost.lose();

    TestingRooms.notify(cell, anna, "To nowhere");
    cell.deliver();

    assertThat(TestingRooms.connectionsOf(cell, anna)).isZero();
  }

  @Test
  void whoeverWasNotSentAnEntryFindsOutByTheNextPong() {
    var socket = cell.sockets().connect(anna);
    TestingRooms.notify(cell, anna, "Before subscribing");
    cell.deliver();
    assertThat(socket.heard()).isEmpty();

    var pong = socket.say(Map.of("action", "ping"));

    assertThat(pong.path("type").asText()).isEqualTo("pong");
    assertThat(pong.path("sequence").asLong()).isOne();
    var missed = TestingRooms.resume(socket, 0);
    assertThat(missed.path("type").asText()).isEqualTo("missed");
    assertThat(missed.at("/messages/0/title").asText()).isEqualTo("Before subscribing");
  }

  /// As many as a large customer has open, one of which takes nothing.
  @Test
  void aSlowConnectionHoldsUpNoOther() {
    var people = new ArrayList<Person>();
    people.add(anna);
    for (int i = 0; i < 4; i++) {
      people.add(TestingRooms.joining(cell, anna, "member" + i));
    }
    cell.deliver();
    var sockets = new ArrayList<TestSocket>();
    for (var person : people) {
      for (int i = 0; i < 20; i++) {
        sockets.add(TestingRooms.listening(cell, person));
      }
    }
    var slow = sockets.removeFirst();
    slow.stall();

    anna.post("/api/v1/boards", Map.of("name", "For everybody", "columns", List.of()));
    var started = System.nanoTime();
    cell.deliver();
    var took = Duration.ofNanos(System.nanoTime() - started);
    slow.goOn();

    assertThat(sockets).allSatisfy(socket -> assertThat(socket.heard()).hasSize(1));
    assertThat(took).isLessThan(Duration.ofSeconds(20));
    assertThat(TestingRooms.connectionsOf(cell, anna)).isEqualTo(20);
  }
}
