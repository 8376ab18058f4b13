package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Whoever can't be called fetches: everything once, and each subject's events in their order.
class PollEventsTest {
  private final TestCell cell = TestCell.with("integrations");
  private final Person anna = cell.register("anna");

  @Test
  void eventsComeInTheOrderInWhichTheyHappenedAndOnce() {
    var path = fetching("team.*");
    var expected = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      expected.add(hear("team.created").toString());
      hear("invitation.sent");
    }

    var fetched = new ArrayList<String>();
    var cursor = "0-0";
    for (int page = 0; page < 3; page++) {
      var answer = anna.get(path + "?limit=3&after=" + cursor);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      answer.at("data").forEach(item -> fetched.add(item.at("/payload/id").asText()));
      assertThat(anna.get(path + "?limit=3&after=" + cursor).json()).isEqualTo(answer.json());
      assertThat(answer.at("more").asBoolean()).isEqualTo(page < 2);
      cursor = answer.at("cursor").asText();
    }

    assertThat(fetched).isEqualTo(expected);
    cell.deliver();
    assertThat(anna.get(path + "?after=" + cursor).at("data")).isEmpty();
    hear("team.created");
    assertThat(anna.get(path + "?after=" + cursor).at("data")).hasSize(1);
    assertThat(anna.get(path + "?after=drop").status()).isEqualTo(400);
  }

  @Test
  void nothingIsShownThatAnEarlierCommitMayStillPrecede() throws Exception {
    var path = fetching("team.*");
    try (var open = begun()) {
      hear("team.created");

      assertThat(anna.get(path).at("data")).isEmpty();

      open.rollback();
    }
    assertThat(anna.get(path).at("data")).hasSize(1);
  }

  /// The transaction with the lowest number commits last: it waited for another's turn.
  @Test
  void theEventsOfOneSubjectKeepTheirOrderWhoeverBeganFirst() throws Exception {
    var path = fetching("team.*");
    var team = UUID.randomUUID();
    List<JsonNode> early;
    try (var first = begun();
        var between = begun();
        var last = begun()) {
      file(last, team);
      last.commit();
      file(first, team);
      first.commit();
      early = items(path);
      between.rollback();
    }

    var fetched = items(path);

    assertThat(early).isEmpty();
    assertThat(fetched)
        .extracting(item -> item.at("/payload/sequence").asInt())
        .containsExactly(1, 2);
    var behindTheFirst = anna.get(path + "?after=" + fetched.getFirst().path("cursor").asText());
    assertThat(behindTheFirst.at("data")).hasSize(1);
  }

  @Test
  void whatIsFetchedIsWhatIsSent() throws Exception {
    try (var sink = TestingSink.answering(200, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.created");
      hear("team.created");
      cell.deliver();

      var item = items(TestingHooks.path(webhook) + "/events").getFirst();

      var sent = sink.got().getFirst();
      assertThat(item.path("id").asText()).isEqualTo(sent.header("webhook-id"));
      assertThat(item.path("payload")).isEqualTo(new ObjectMapper().readTree(sent.body()));
    }
  }

  @Test
  void aLogOfManyOtherEventsIsReadInPortions() throws Exception {
    var path = fetching("team.*");
    try (var superuser = cell.database().superuser();
        var statement = superuser.createStatement()) {
      statement.execute(
          """
          insert into core.outbox (org_id, id, type, entity_type, entity_id, entity_number, entity_sequence, data, published_at)
          select '%s', gen_random_uuid(), 'invitation.sent', 'invitation', gen_random_uuid(), 1, 1, '{}', cell.now()
          from generate_series(1, 2500)
          """
              .formatted(anna.organization()));
    }
    hear("team.created");

    var first = anna.get(path);
    var second = anna.get(path + "?after=" + first.at("cursor").asText());

    assertThat(first.at("data")).isEmpty();
    assertThat(first.at("more").asBoolean()).isTrue();
    assertThat(second.at("data")).hasSize(1);
    assertThat(second.at("more").asBoolean()).isFalse();
  }

  @Test
  void nobodyFetchesWhatHappenedBeforeOrElsewhere() {
    hear("team.created");
    var path = fetching("*");
    var stranger = cell.register("stranger");
    cell.hear(
        stranger.organization(), "team.created", "team", UUID.randomUUID(), Map.of("name", "x"));

    assertThat(items(path)).noneMatch(item -> item.path("event").asText().equals("team.created"));
    assertThat(stranger.get(path).status()).isEqualTo(404);
  }

  private String fetching(String... events) {
    return TestingHooks.path(
            TestingHooks.made(anna.post("/api/v1/webhooks", Map.of("events", List.of(events)))))
        + "/events";
  }

  private List<JsonNode> items(String path) {
    var answer = anna.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.at("data").valueStream().toList();
  }

  private UUID hear(String type) {
    return cell.hear(
        anna.organization(),
        type,
        type.substring(0, type.indexOf('.')),
        UUID.randomUUID(),
        Map.of("name", "Crew"));
  }

  /// A transaction that has its number.
  private Connection begun() throws SQLException {
    var open = cell.database().superuser();
    open.setAutoCommit(false);
    try (var statement = open.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
    return open;
  }

  private void file(Connection transaction, UUID team) throws SQLException {
    try (var statement =
        transaction.prepareStatement(
            "select priv.file_event(?, gen_random_uuid(), 'team.updated', 1, 'team', ?, 1, '{}', null, null, null, null, cell.now())")) {
      statement.setObject(1, anna.organization());
      statement.setObject(2, team);
      statement.execute();
    }
  }
}
