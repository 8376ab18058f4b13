package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Changing, reading and removing webhooks.
class ChangeWebhookTest {
  private final TestCell cell = TestCell.with("integrations");

  @Test
  void urlEventsAndActivityCanBeChanged() {
    var anna = cell.register("anna");
    var path = TestingHooks.path(TestingHooks.webhook(anna, "https://example.com/in", "*"));

    var changed =
        anna.patch(
            path,
            Map.of(
                "url", "https://example.org/in", "events", List.of("webhook.*"), "active", false));

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.at("url").asText()).isEqualTo("https://example.org/in");
    assertThat(changed.at("events/0").asText()).isEqualTo("webhook.*");
    assertThat(changed.at("active").asBoolean()).isFalse();
    assertThat(changed.at("version").asInt()).isEqualTo(2);
    assertThat(cell.databaseCallsOf(changed)).isEqualTo(1);
    assertThat(anna.get(path).json()).isEqualTo(changed.json());
  }

  @Test
  void aChangeIsHeldToTheSameRules() {
    var anna = cell.register("anna");
    var path = TestingHooks.path(TestingHooks.webhook(anna, "https://example.com/in", "*"));
    var withoutUrl = new HashMap<String, Object>();
    withoutUrl.put("url", null);

    assertThat(anna.patch(path, Map.of("url", "https://169.254.169.254/")).status()).isEqualTo(400);
    assertThat(anna.patch(path, Map.of("events", List.of("nothing.*"))).status()).isEqualTo(400);
    assertThat(anna.patch(path, Map.of("name", "x"), "If-Match", "\"7\"").status()).isEqualTo(412);
    assertThat(anna.patch(path, withoutUrl).at("url").isNull()).isTrue();
    assertThat(anna.post(path + "/test", null).status()).isEqualTo(404);
  }

  @Test
  void whatIsRemovedIsGoneWithItsSecrets() {
    var anna = cell.register("anna");
    var webhook = TestingHooks.webhook(anna, "https://example.com/in", "*");
    var path = TestingHooks.path(webhook);

    assertThat(anna.delete(path).status()).isEqualTo(204);

    assertThat(anna.get(path).status()).isEqualTo(404);
    assertThat(anna.delete(path).status()).isEqualTo(404);
    assertThat(anna.get(path + "/deliveries").status()).isEqualTo(404);
    assertThat(anna.get(path + "/events").status()).isEqualTo(404);
    assertThat(
            cell.database()
                .rows(
                    "select id from integrations.webhook_secrets where subscription_id = ?",
                    UUID.fromString(webhook.path("id").asText())))
        .isEmpty();
    assertThat(cell.events(anna.organization()))
        .extracting(event -> event.path("type").asText())
        .contains("webhook.created", "webhook.deleted");
  }
}
