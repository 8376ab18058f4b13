package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.TestCell;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTurnTest {
  private final TestCell cell = TestCell.with("echo");

  /// What other tests left, and what comes of it, is out of the way.
  @BeforeEach
  void drain() {
    cell.database()
        .change("update core.outbox set published_at = now() where published_at is null");
  }

  private List<JsonNode> turn(Connection relay, String done, int most, int lease)
      throws SQLException {
    var told = new ArrayList<JsonNode>();
    try (var call = relay.prepareStatement("select relay.turn(cast(? as jsonb), ?, ?)")) {
      call.setString(1, done);
      call.setInt(2, most);
      call.setInt(3, lease);
      try (var rows = call.executeQuery()) {
        while (rows.next()) {
          told.add(new ObjectMapper().readTree(rows.getString(1)));
        }
      }
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    return told;
  }

  private void file(UUID organization, int events) {
    cell.database()
        .rows(
            """
            select count(priv.file_event(
              ?, gen_random_uuid(), 'book.added', 1, 'book', gen_random_uuid(), 1, '{"title": "Emma"}',
              null, null, null, null, now())::text) as n
            from generate_series(1, ?)
            """,
            organization,
            events);
  }

  private static long of(List<JsonNode> told, UUID organization) {
    return told.stream()
        .filter(event -> event.path("organization").asText().equals(organization.toString()))
        .count();
  }

  @Test
  void aSmallOrganizationIsNotBehindALargeOne() throws Exception {
    var large = UUID.randomUUID();
    var small = UUID.randomUUID();
    var smaller = UUID.randomUUID();
    file(large, 1000);
    file(small, 20);
    file(smaller, 3);

    try (var relay = cell.database().login("m_relay")) {
      var told = turn(relay, "[]", 100, 60);

      assertThat(told).hasSize(100);
      assertThat(of(told, small)).isEqualTo(20);
      assertThat(of(told, smaller)).isEqualTo(3);
      assertThat(of(told, large)).isEqualTo(77);
    }
  }

  @Test
  void whatIsClaimedNobodyElseIsGivenUntilTheLeaseIsOver() throws Exception {
    var organization = UUID.randomUUID();
    file(organization, 5);

    try (var one = cell.database().login("m_relay");
        var other = cell.database().login("m_relay")) {
      assertThat(turn(one, "[]", 100, 60)).hasSize(5);
      assertThat(turn(other, "[]", 100, 60)).isEmpty();
      cell.database()
          .change(
              "update core.outbox set claimed_until = now() - interval '1 second' where org_id = ?",
              organization);

      var again = turn(other, "[]", 100, 60);

      assertThat(again).hasSize(5);
      assertThat(again.getFirst().path("attempts").asInt()).isEqualTo(2);
    }
  }

  @Test
  void whatWasPublishedDoesNotComeAgain() throws Exception {
    var organization = UUID.randomUUID();
    file(organization, 2);

    try (var relay = cell.database().login("m_relay")) {
      var told = turn(relay, "[]", 100, -1);
      var done =
          "[{\"organization\": \"%s\", \"place\": %s}]"
              .formatted(organization, told.getFirst().path("place"));

      var rest = turn(relay, done, 100, 60);

      assertThat(rest)
          .extracting(event -> event.path("id"))
          .containsExactly(told.get(1).path("id"));
    }
  }

  @Test
  void relaysBesideEachOtherTakeEachEventOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      file(UUID.randomUUID(), 50);
    }
    Callable<List<String>> takingAll =
        () -> {
          var ids = new ArrayList<String>();
          try (var relay = cell.database().login("m_relay")) {
            for (int vain = 0; vain < 3; ) {
              var told = turn(relay, "[]", 40, 60);
              vain = told.isEmpty() ? vain + 1 : 0;
              told.forEach(event -> ids.add(event.path("id").asText()));
            }
          }
          return ids;
        };

    var taken = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var each : threads.invokeAll(IntStream.range(0, 4).mapToObj(_ -> takingAll).toList())) {
        taken.addAll(each.get());
      }
    }

    assertThat(taken).hasSize(1000);
    assertThat(new HashSet<>(taken)).hasSize(1000);
  }

  @Test
  void aTurnFitsAnAnswerOfTheDataApi() throws Exception {
    var organization = UUID.randomUUID();
    cell.database()
        .rows(
            """
            select count(priv.file_event(
              ?, gen_random_uuid(), 'book.added', 1, 'book', gen_random_uuid(), 1,
              jsonb_build_object('text', repeat('x', 48000)), null, null, null, null, now())::text) as n
            from generate_series(1, 40)
            """,
            organization);

    try (var relay = cell.database().login("m_relay")) {
      var told = turn(relay, "[]", 100, 60);

      assertThat(told).hasSizeBetween(10, 14);
      assertThat(told.stream().mapToInt(event -> event.toString().length()).sum())
          .isLessThan(720_000);
    }
  }

  @Test
  void anEventForLaterComesWhenTheClockGetsThere() throws Exception {
    var anna = cell.register("anna");
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());
    var emit =
        "select api.emit_at('note.due', 'note', gen_random_uuid(), 1, '{}', cell.now() + interval '10 minutes')::text as x";
    var withdrawn = new ArrayList<String>();
    try (var echo = cell.database().intruder("echo", context)) {
      echo.command(emit);
      withdrawn.add(echo.command(emit).at("/results/0/0/x").asText());
      var stranger = cell.register("stranger");
      try (var other =
          cell.database()
              .intruder(
                  "echo",
                  cell.contexts()
                      .member(stranger.organization(), stranger.id(), stranger.session()))) {
        assertThat(withdraw(other, withdrawn.getFirst())).isEqualTo("false");
      }
      try (var other = cell.database().intruder("shelf", context)) {
        assertThat(withdraw(other, withdrawn.getFirst())).isEqualTo("false");
      }
      assertThat(withdraw(echo, withdrawn.getFirst())).isEqualTo("true");
      assertThat(withdraw(echo, withdrawn.getFirst())).isEqualTo("false");
    }

    try (var relay = cell.database().login("m_relay")) {
      assertThat(turn(relay, "[]", 100, 60)).isEmpty();
      try (var later = cell.clock().ahead(Duration.ofMinutes(11))) {
        var told = turn(relay, "[]", 100, 60);

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().path("type").asText()).isEqualTo("note.due");
        assertThat(told.getFirst().path("actor").asText()).isEqualTo(anna.id().toString());
        assertThat(told.getFirst().path("sequence").asLong()).isOne();
      }
    }
  }

  private static String withdraw(dev.cellwright.testing.Intruder who, String event)
      throws SQLException {
    return who.command("select api.withdraw('" + event + "')::text as x")
        .at("/results/0/0/x")
        .asText();
  }

  @Test
  void dataThatIsTooLargeIsRefusedClearly() throws Exception {
    var anna = cell.register("anna");
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());

    try (var echo = cell.database().intruder("echo", context)) {
      assertThatThrownBy(() ->
              echo.command(
                  "select api.emit('note.taken', 'note', gen_random_uuid(), 1, jsonb_build_object('t', repeat('x', 50000)))::text as x"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("the data of note.taken has")
          .hasMessageContaining("may have 49152");
    }
  }

  @Test
  void nobodyButTheRelayMayCallIt() throws Exception {
    try (var echo = cell.database().login("m_echo")) {
      assertThatThrownBy(() -> turn(echo, "[]", 1, 1))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void whatIsOldIsForgotten() throws Exception {
    var organization = UUID.randomUUID();
    file(organization, 3);
    cell.database()
        .change(
            "update core.outbox set published_at = cell.now() - interval '15 days' where org_id = ?",
            organization);

    try (var relay = cell.database().login("m_relay");
        var tidy = relay.prepareStatement("select relay.tidy()")) {
      tidy.execute();
    }

    assertThat(cell.events(organization)).isEmpty();
  }
}
