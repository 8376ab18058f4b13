package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What happens in an organization reaches its webhooks: signed, in time, again where it failed.
class DeliveriesTest {
  private final TestCell cell = TestCell.with("integrations");

  @Test
  void whatHappensIsSentToThoseThatWantIt() throws Exception {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    try (var all = TestingSink.answering(200, "");
        var some = TestingSink.answering(200, "");
        var none = TestingSink.answering(200, "");
        var others = TestingSink.answering(200, "")) {
      var webhook = TestingHooks.webhook(anna, all.url(), "*");
      TestingHooks.webhook(anna, some.url(), "team.*");
      TestingHooks.webhook(anna, none.url(), "webhook.disabled");
      TestingHooks.webhook(stranger, others.url(), "*");
      cell.deliver();
      var before = all.got().size();
      var entity = UUID.randomUUID();

      var event =
          cell.hear(anna.organization(), "team.created", "team", entity, Map.of("name", "Crew"));
      cell.deliver();

      assertThat(all.got()).hasSize(before + 1);
      assertThat(some.got()).hasSize(1);
      assertThat(none.got()).isEmpty();
      assertThat(others.got()).noneMatch(got -> got.body().contains(entity.toString()));
      var got = all.got().getLast();
      var body = new ObjectMapper().readTree(got.body());
      assertThat(body.path("id").asText()).isEqualTo(event.toString());
      assertThat(body.path("type").asText()).isEqualTo("team.created");
      assertThat(body.path("organization").asText()).isEqualTo(anna.organization().toString());
      assertThat(body.path("subject").asText()).isEqualTo("team/" + entity);
      assertThat(body.at("/data/name").asText()).isEqualTo("Crew");
      assertThat(Instant.parse(body.path("timestamp").asText())).isBefore(cell.clock().instant());
      assertThat(got.header("webhook-signature"))
          .isEqualTo(
              TestingHooks.standard(
                  webhook.path("secret").asText(),
                  got.header("webhook-id"),
                  got.header("webhook-timestamp"),
                  got.body()));
      assertThat(got.header("X-Webhook-Event")).isEqualTo("team.created");
      assertThat(deliveries(anna, webhook, "team.created")).hasSize(1);
    }
  }

  @Test
  void aFailureComesAgainAfterOneFiveThirtyAndAHundredAndTwentyMinutesAndNeverEarlier() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(503, "busy")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.created");
      hear(anna);
      cell.deliver();
      assertThat(sink.got()).hasSize(1);
      var moved = Duration.ZERO;
      for (int minutes : List.of(1, 5, 30, 120)) {
        var soon = moved.plusMinutes(minutes).minusSeconds(20);
        var sent = sink.got().size();

        try (var early = cell.clock().ahead(soon)) {
          cell.deliver();
          assertThat(sink.got()).as("before %s minutes", minutes).hasSize(sent);
        }
        moved = moved.plusMinutes(minutes).plusSeconds(30);
        try (var due = cell.clock().ahead(moved)) {
          cell.deliver();
          assertThat(sink.got()).as("after %s minutes", minutes).hasSize(sent + 1);
        }
      }
      try (var later = cell.clock().ahead(moved.plusDays(2))) {
        cell.deliver();
      }

      assertThat(sink.got()).hasSize(5);
      assertThat(sink.got())
          .extracting(got -> got.header("webhook-id"))
          .containsOnly(sink.got().getFirst().header("webhook-id"));
      var delivery = deliveries(anna, webhook, "team.created").getFirst();
      assertThat(delivery.path("status").asText()).isEqualTo("failed");
      assertThat(delivery.path("attempts").asInt()).isEqualTo(5);
      assertThat(delivery.path("response_status").asInt()).isEqualTo(503);
      var shown = anna.get("/api/v1/webhooks/deliveries/" + delivery.path("id").asText());
      assertThat(shown.at("log")).hasSize(5);
      assertThat(anna.get(TestingHooks.path(webhook)).at("failure_count").asInt()).isEqualTo(5);

      sink.behave(TestingSink.with(200, ""));
      var retried =
          anna.post("/api/v1/webhooks/deliveries/" + delivery.path("id").asText() + "/retry", null);
      cell.deliver();

      assertThat(retried.status()).as(retried.text()).isEqualTo(202);
      assertThat(sink.got()).hasSize(6);
      assertThat(deliveries(anna, webhook, "team.created").getFirst().path("status").asText())
          .isEqualTo("delivered");
      assertThat(anna.get(TestingHooks.path(webhook)).at("failure_count").asInt()).isZero();
    }
  }

  @Test
  void aReceiverMayWishToBeCalledLater() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(429, "", "Retry-After: 600")) {
      TestingHooks.webhook(anna, sink.url(), "team.created");
      hear(anna);
      cell.deliver();

      try (var afterAMinute = cell.clock().ahead(Duration.ofMinutes(9))) {
        cell.deliver();
        assertThat(sink.got()).hasSize(1);
      }
      try (var afterItsWish = cell.clock().ahead(Duration.ofMinutes(11))) {
        cell.deliver();
        assertThat(sink.got()).hasSize(2);
      }
    }
  }

  @Test
  void tenFailuresInARowDisableAWebhookAndItsAdminsAreTold() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(500, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.created");
      var path = TestingHooks.path(webhook);
      for (int i = 0; i < 9; i++) {
        hear(anna);
        cell.deliver();
      }
      assertThat(anna.get(path).at("active").asBoolean()).isTrue();

      hear(anna);
      cell.deliver();

      var disabled = anna.get(path);
      assertThat(disabled.at("active").asBoolean()).isFalse();
      assertThat(disabled.at("failure_count").asInt()).isEqualTo(10);
      assertThat(disabled.at("disabled_reason").asText()).isEqualTo("failures");
      var told = events(anna, "webhook.disabled");
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().at("/data/created_by").asText()).isEqualTo(anna.id().toString());

      hear(anna);
      cell.deliver();
      assertThat(sink.got()).hasSize(10);
      assertThat(deliveries(anna, webhook, "team.created"))
          .extracting(each -> each.path("status").asText())
          .contains("held");

      sink.behave(TestingSink.with(200, ""));
      assertThat(anna.patch(path, Map.of("active", true)).at("failure_count").asInt()).isZero();
      cell.deliver();
      assertThat(sink.got()).hasSize(21);
      assertThat(deliveries(anna, webhook, "team.created"))
          .extracting(each -> each.path("status").asText())
          .containsOnly("delivered");
    }
  }

  @Test
  void madeActiveAgainItIsSentWhatCameMeanwhileAndNothingFromBefore() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      var webhook =
          TestingHooks.made(anna.post("/api/v1/webhooks", Map.of("events", List.of("team.*"))));
      var path = TestingHooks.path(webhook);
      hear(anna);
      cell.deliver();
      var _ = cell.clock().ahead(Duration.ofSeconds(1));
      anna.patch(path, Map.of("active", false, "url", sink.url()));
      var expected = List.of(hear(anna), hear(anna), hear(anna));
      cell.deliver();

      anna.patch(path, Map.of("active", true, "name", "Well again"));
      cell.deliver();
      anna.patch(path, Map.of("active", true));
      cell.deliver();

      assertThat(sink.got()).hasSize(3);
      assertThat(sink.got().stream().map(got -> got.header("webhook-id")).distinct()).hasSize(3);
      assertThat(sink.got())
          .allMatch(got -> expected.stream().anyMatch(id -> got.body().contains(id.toString())));
      assertThat(deliveries(anna, webhook, "team.created"))
          .extracting(each -> each.path("status").asText())
          .containsExactlyInAnyOrder("held", "delivered", "delivered", "delivered");
    }
  }

  @Test
  void aSuccessForgetsTheFailuresBeforeIt() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(500, "")) {
      var path = TestingHooks.path(TestingHooks.webhook(anna, sink.url(), "team.created"));
      for (int i = 0; i < 9; i++) {
        hear(anna);
        cell.deliver();
      }
      sink.behave(TestingSink.with(204, ""));
      hear(anna);
      cell.deliver();

      assertThat(anna.get(path).at("failure_count").asInt()).isZero();
      assertThat(anna.get(path).at("active").asBoolean()).isTrue();
    }
  }

  @Test
  void whoeverIsGoneIsDisabledAtOnce() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(410, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.created");
      hear(anna);
      cell.deliver();

      var disabled = anna.get(TestingHooks.path(webhook));
      assertThat(disabled.at("active").asBoolean()).isFalse();
      assertThat(disabled.at("disabled_reason").asText()).isEqualTo("gone");
      assertThat(deliveries(anna, webhook, "team.created").getFirst().path("status").asText())
          .isEqualTo("failed");
    }
  }

  @Test
  void heardTwiceItIsSentOnce() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      TestingHooks.webhook(anna, sink.url(), "team.created");
      hear(anna);
      var delivered = cell.deliver();

      for (var each : delivered) {
        cell.redeliver(each.event());
      }
      cell.deliver();

      assertThat(sink.got()).hasSize(1);
    }
  }

  @Test
  void aTimeRangeIsSentAgainWithItsIds() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.*");
      var path = TestingHooks.path(webhook);
      anna.patch(path, Map.of("active", false));
      var from = cell.clock().instant();
      hear(anna);
      cell.hear(anna.organization(), "team.updated", "team", UUID.randomUUID(), Map.of());
      cell.deliver();
      assertThat(sink.got()).isEmpty();
      var range =
          Map.of("from", from.minusSeconds(60).toString(), "to", from.plusSeconds(60).toString());

      assertThat(anna.post(path + "/replay", range).status()).isEqualTo(409);
      anna.patch(path, Map.of("active", true));
      cell.deliver();
      assertThat(sink.got()).hasSize(2);
      var narrowed = new HashMap<String, Object>(range);
      narrowed.put("events", List.of("team.created"));
      var replayed = anna.post(path + "/replay", narrowed);
      cell.deliver();

      assertThat(replayed.status()).as(replayed.text()).isEqualTo(202);
      assertThat(replayed.at("deliveries").asInt()).isOne();
      assertThat(sink.got()).hasSize(3);
      assertThat(anna.post(path + "/replay", range).at("deliveries").asInt()).isEqualTo(2);
      cell.deliver();
      assertThat(sink.got()).hasSize(5);
      assertThat(new HashSet<>(sink.got().stream().map(got -> got.header("webhook-id")).toList()))
          .hasSize(2);
      assertThat(
              anna.post(path + "/replay", Map.of("from", from.toString(), "to", from.toString()))
                  .status())
          .isEqualTo(400);
    }
  }

  @Test
  void ofAFlakyReceiversFiveHundredEachArrivesOnce() {
    var anna = cell.register("anna");
    var taken = new ConcurrentHashMap<String, AtomicInteger>();
    var calls = new AtomicInteger();
    try (var sink =
        new TestingSink((got, socket) -> {
          if (calls.incrementAndGet() % 5 == 0) {
            TestingSink.with(500, "no").answer(got, socket);
          } else {
            taken
                .computeIfAbsent(got.header("webhook-id"), _ -> new AtomicInteger())
                .incrementAndGet();
            TestingSink.with(200, "").answer(got, socket);
          }
        })) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.created");
      for (int i = 0; i < 500; i++) {
        hear(anna);
      }
      cell.deliver();
      var ahead = Duration.ZERO;
      for (int minutes : List.of(2, 7, 35, 130)) {
        ahead = ahead.plusMinutes(minutes);
        try (var later = cell.clock().ahead(ahead)) {
          cell.deliver();
        }
      }

      assertThat(taken).hasSize(500);
      assertThat(taken.values()).allMatch(count -> count.get() == 1);
      assertThat(
              anna.get(
                      TestingHooks.path(webhook)
                          + "/deliveries?filter%5Bstatus%5D=delivered&limit=1")
                  .at("meta/total")
                  .asInt())
          .isEqualTo(500);
      assertThat(anna.get(TestingHooks.path(webhook)).at("active").asBoolean()).isTrue();
    }
  }

  @Test
  void aReceiverThatHangsTakesTwoCallsAndOneOnceItFailed() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.created");
      var id = UUID.fromString(webhook.path("id").asText());
      hear(anna);
      hear(anna);
      cell.deliver();
      var hanging =
          "update integrations.webhook_deliveries set lease = id, leased_until = cell.now() + interval '50 seconds' where subscription_id = ? and lease is null and attempts = 1";
      cell.database().change(hanging, id);

      hear(anna);
      cell.deliver();
      assertThat(sink.got()).as("while two calls wait").hasSize(2);
      cell.database()
          .change(
              "update integrations.webhook_deliveries set lease = null, leased_until = null where id = (select min(id::text)::uuid from integrations.webhook_deliveries where subscription_id = ? and lease is not null)",
              id);
      hear(anna);
      cell.deliver();
      assertThat(sink.got()).as("while one waits").hasSize(4);
      sink.behave(TestingSink.with(500, ""));
      hear(anna);
      cell.deliver();
      assertThat(anna.get(TestingHooks.path(webhook)).at("failure_count").asInt()).isOne();
      hear(anna);
      cell.deliver();

      assertThat(sink.got()).as("while one waits, and it failed lately").hasSize(5);
    }
  }

  @Test
  void whatACrashLeftIsFoundAndSentWithItsId() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "team.created");
      hear(anna);
      cell.deliver();
      var id = sink.got().getFirst().header("webhook-id");
      cell.database()
          .change(
              "update integrations.webhook_deliveries set status = 'pending', next_retry_at = cell.now(), lease = gen_random_uuid(), leased_until = cell.now() + interval '1 minute' where subscription_id = ?",
              UUID.fromString(webhook.path("id").asText()));

      cell.runJob("integrations:sendLeftBehind");
      cell.deliver();
      assertThat(sink.got()).hasSize(1);
      try (var later = cell.clock().ahead(Duration.ofMinutes(3))) {
        cell.runJob("integrations:sendLeftBehind");
        cell.deliver();
      }

      assertThat(sink.got())
          .hasSize(2)
          .extracting(got -> got.header("webhook-id"))
          .containsOnly(id);
    }
  }

  @Test
  void afterThirtyDaysDeliveriesGo() {
    var anna = cell.register("anna");
    var webhook =
        TestingHooks.made(anna.post("/api/v1/webhooks", Map.of("events", List.of("team.*"))));
    hear(anna);
    cell.deliver();

    try (var later = cell.clock().ahead(Duration.ofDays(29))) {
      cell.runJob("integrations:purgeDeliveries");
    }
    assertThat(deliveries(anna, webhook, "team.created")).hasSize(1);
    try (var later = cell.clock().ahead(Duration.ofDays(31))) {
      cell.runJob("integrations:purgeDeliveries");
    }

    assertThat(deliveries(anna, webhook, "team.created")).isEmpty();
  }

  private UUID hear(Person person) {
    return cell.hear(
        person.organization(), "team.created", "team", UUID.randomUUID(), Map.of("name", "Crew"));
  }

  private static List<JsonNode> deliveries(Person person, JsonNode webhook, String event) {
    var listed =
        person.get(TestingHooks.path(webhook) + "/deliveries?limit=100&filter%5Bevent%5D=" + event);
    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
    return listed.at("data").valueStream().toList();
  }

  private List<JsonNode> events(Person person, String type) {
    return cell.events(person.organization()).stream()
        .filter(event -> event.path("type").asText().equals(type))
        .toList();
  }
}
