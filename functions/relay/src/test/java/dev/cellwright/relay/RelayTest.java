package dev.cellwright.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.events.PublishedEvent;
import dev.cellwright.testing.TestCell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class RelayTest {
  private static final String NUDGE = "{\"nudge\": true}";

  private final TestCell cell = TestCell.with("identity");
  private final UUID organization = UUID.randomUUID();
  private final UUID user = UUID.randomUUID();
  private final Relay relay = new Relay(cell.environmentOfRelay(), InstantSource.system());

  @BeforeEach
  void nothingElseWaits() {
    cell.database()
        .change("update core.outbox set published_at = now() where published_at is null");
  }

  @AfterEach
  void heal() {
    cell.faults().clear();
  }

  private String invoke(String body, int seconds) throws Exception {
    var event =
        "{\"Records\": [{\"messageId\": \"m\", \"body\": \"%s\"}]}"
            .formatted(body.replace("\"", "\\\""));
    var answer = new ByteArrayOutputStream();
    var context = Mockito.mock(Context.class);
    Mockito.when(context.getRemainingTimeInMillis()).thenReturn(seconds * 1000);
    relay.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private void hear(int events) {
    for (int i = 0; i < events; i++) {
      cell.hear(organization, "user.updated", "user", user, Map.of("first_name", "Anna"));
    }
  }

  private List<JsonNode> onTheBus() throws Exception {
    return cell.front().buses().latest(1000).stream()
        .map(PublishedEvent::event)
        .filter(event -> event.at("/detail/organization").asText().equals(organization.toString()))
        .toList();
  }

  private long waiting() {
    return cell.events(organization).stream()
        .filter(event -> event.path("published_at").isNull())
        .count();
  }

  @Test
  void whatWaitsIsPublishedAsCloudEvents() throws Exception {
    hear(1);

    var answer = invoke(NUDGE, 60);

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(waiting()).isZero();
    var event = onTheBus().getFirst();
    assertThat(event.path("source").asText()).isEqualTo("cell.identity");
    assertThat(event.path("detail-type").asText()).isEqualTo("user.updated");
    assertThat(event.at("/detail/specversion").asText()).isEqualTo("1.0");
    assertThat(event.at("/detail/source").asText()).isEqualTo("urn:cell:acme-crm-test:identity");
    assertThat(event.at("/detail/subject").asText()).isEqualTo("user/" + user);
    assertThat(event.at("/detail/sequence").asLong()).isOne();
    assertThat(event.at("/detail/data/first_name").asText()).isEqualTo("Anna");
  }

  @Test
  void manyAreAllPublishedOnce() throws Exception {
    hear(250);

    invoke(NUDGE, 60);

    assertThat(waiting()).isZero();
    assertThat(onTheBus().stream().map(event -> event.at("/detail/id").asText()).distinct())
        .hasSize(250);
    assertThat(onTheBus()).hasSize(250);
  }

  @Test
  void whatTheBusRefusesComesAgainWhenTheLeaseIsOver() throws Exception {
    hear(3);
    cell.faults().inject("events", null, Faults.Kind.FAIL, 100);

    invoke(NUDGE, 60);
    assertThat(waiting()).isEqualTo(3);
    cell.faults().clear();
    cell.database()
        .change(
            "update core.outbox set claimed_until = now() - interval '1 second' where org_id = ?",
            organization);
    invoke(NUDGE, 60);

    assertThat(waiting()).isZero();
    assertThat(onTheBus()).hasSize(3);
  }

  @Test
  void aNudgeWithoutTimeLeavesOneBehind() throws Exception {
    hear(1);
    cell.front().queues().takeAll("acme-crm-test-relay");

    invoke(NUDGE, 1);

    assertThat(waiting()).isOne();
    assertThat(cell.front().queues().peek("acme-crm-test-relay")).hasSize(1);
  }

  @Test
  void theSweepOfAFullHourForgetsWhatIsOld() throws Exception {
    hear(1);
    invoke(NUDGE, 60);
    cell.database()
        .change(
            "update core.outbox set published_at = cell.now() - interval '15 days' where org_id = ?",
            organization);

    invoke("{\"schedule\": \"sweep\", \"due\": \"2026-06-01T12:01:00Z\"}", 60);
    assertThat(cell.events(organization)).hasSize(1);
    invoke("{\"schedule\": \"sweep\", \"due\": \"2026-06-01T13:00:00Z\"}", 60);

    assertThat(cell.events(organization)).isEmpty();
  }
}
