package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Nothing is lost between two connections.
class ResumeTest {
  private final TestCell cell = TestCell.with("notifications");
  private final Person anna = cell.register("anna");

  @Test
  void whoComesBackIsToldWhatWasMissedInItsOrder() {
    TestingRooms.listening(cell, anna).leave();
    for (int i = 1; i <= 5; i++) {
      TestingRooms.notify(cell, anna, "No. " + i);
    }
    cell.deliver();

    var welcome = TestingRooms.subscribe(cell.sockets().connect(anna), 2);

    assertThat(welcome.path("type").asText()).isEqualTo("welcome");
    assertThat(welcome.path("sequence").asLong()).isEqualTo(5);
    assertThat(TestingRooms.sequences(welcome.path("messages"))).containsExactly(3L, 4L, 5L);
    assertThat(TestingRooms.texts(welcome.path("messages"), "title"))
        .containsExactly("No. 3", "No. 4", "No. 5");
    assertThat(welcome.path("more").asBoolean()).isFalse();
  }

  @Test
  void aLongAbsenceIsToldInParts() {
    TestingRooms.listening(cell, anna).leave();
    fill(450);
    var socket = cell.sockets().connect(anna);

    var seen = new ArrayList<Long>();
    var part = TestingRooms.subscribe(socket, 0);
    seen.addAll(TestingRooms.sequences(part.path("messages")));
    while (part.path("more").asBoolean()) {
      part = TestingRooms.resume(socket, seen.getLast());
      seen.addAll(TestingRooms.sequences(part.path("messages")));
    }

    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 450).boxed().toList());
  }

  @Test
  void whatIsNotThereAnyMoreIsAReset() {
    var socket = TestingRooms.listening(cell, anna);
    TestingRooms.notify(cell, anna, "One");
    TestingRooms.notify(cell, anna, "Two");
    cell.deliver();

    assertThat(TestingRooms.resume(socket, 7).path("type").asText()).isEqualTo("reset");
    try (var _ = cell.clock().ahead(Duration.ofHours(25))) {
      var later = cell.sockets().connect(anna.loggedIn());
      var reset = TestingRooms.subscribe(later, 1);
      assertThat(reset.path("type").asText()).isEqualTo("reset");
      assertThat(TestingRooms.resume(later, reset.path("sequence").asLong()).path("type").asText())
          .isEqualTo("missed");
    }
  }

  @Test
  void aRoomThatWasClosedMeanwhileIsAReset() {
    var socket = TestingRooms.listening(cell, anna);
    TestingRooms.notify(cell, anna, "Before");
    cell.deliver();
    socket.leave();

    try (var _ = cell.clock().ahead(Duration.ofMinutes(11))) {
      TestingRooms.notify(cell, anna, "Not kept");
      cell.deliver();

      var back = TestingRooms.subscribe(cell.sockets().connect(anna), 1);

      assertThat(back.path("type").asText()).isEqualTo("reset");
      assertThat(back.path("sequence").asLong()).isEqualTo(2);
    }
  }

  @Test
  void theLastThousandAreKept() {
    TestingRooms.listening(cell, anna);
    fill(1005);
    TestingRooms.notify(cell, anna, "One more");
    cell.deliver();

    var kept =
        cell.database()
            .rows(
                "select count(*) as amount, min(sequence) as first from notifications.feed where user_id = ?",
                anna.id())
            .getFirst();

    assertThat(kept.path("amount").asLong()).isEqualTo(1000);
    assertThat(kept.path("first").asLong()).isEqualTo(7);
  }

  /// Fifty times a client is cut off at random, while events pour in.
  @Test
  void nothingIsLostHoweverOftenTheConnectionBreaks() throws InterruptedException {
    var random = new Random(4711);
    var stop = new AtomicBoolean();
    var client = new Client(TestingRooms.listening(cell, anna));
    var pouring =
        Thread.ofVirtual()
            .start(() -> {
              while (!stop.get()) {
                TestingRooms.notify(cell, anna, "Pouring");
                cell.deliver();
              }
            });

    for (int i = 0; i < 50; i++) {
      Thread.sleep(random.nextInt(40));
      client.take();
      if (random.nextBoolean()) {
        client.socket.leave();
      } else {
        client.socket.lose();
      }
      Thread.sleep(random.nextInt(20));
      client.comeBack(cell.sockets().connect(anna));
    }
    stop.set(true);
    pouring.join(Duration.ofSeconds(60));
    cell.deliver();
    client.take();
    client.comeBack(cell.sockets().connect(anna));

    assertThat(client.resets).isZero();
    assertThat(client.applied).hasSizeGreaterThan(20);
    assertThat(client.applied)
        .isEqualTo(LongStream.rangeClosed(1, client.applied.size()).boxed().toList());
    assertThat(client.applied.getLast())
        .isEqualTo(client.socket.say(Map.of("action", "ping")).path("sequence").asLong());
  }

  /// A client as the documents say it: applies what comes next, passes over what it has, and asks
  /// where there is a gap.
  private static final class Client {
    private final List<Long> applied = new ArrayList<>();
    private TestSocket socket;
    private long seen;
    private int resets;

    Client(TestSocket socket) {
      this.socket = socket;
    }

    void take() {
      for (var message : socket.heard()) {
        var sequence = message.path("sequence").asLong();
        if (sequence > seen + 1) {
          answered(TestingRooms.resume(socket, seen));
        }
        apply(message);
      }
    }

    void comeBack(TestSocket next) {
      socket = next;
      answered(TestingRooms.subscribe(socket, seen));
    }

    private void answered(JsonNode answer) {
      if (answer.path("type").asText().equals("reset")) {
        resets++;
      }
      answer.path("messages").forEach(this::apply);
      if (answer.path("more").asBoolean()) {
        answered(TestingRooms.resume(socket, seen));
      }
    }

    private void apply(JsonNode message) {
      var sequence = message.path("sequence").asLong();
      if (sequence == seen + 1) {
        applied.add(sequence);
        seen = sequence;
      }
    }
  }

  private void fill(int entries) {
    cell.database()
        .change(
            """
            insert into notifications.feed (org_id, user_id, sequence, event_id, type, payload)
            select '%s', '%s', n, gen_random_uuid(), 'notification', '{"title": "Many"}'
            from generate_series(1, ?::int) n
            """
                .formatted(anna.organization(), anna.id()),
            entries);
    cell.database()
        .change(
            "update notifications.rooms set last = ?, told_at = cell.now() where user_id = ?",
            entries,
            anna.id());
  }
}
