package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// No organization sees or touches another's webhooks, deliveries, endpoints or secrets.
class WebhookIsolationTest {
  private final TestCell cell = TestCell.with("integrations");

  @Test
  void aStrangerIsToldThatNothingIsThere() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    try (var sink = TestingSink.answering(200, "")) {
      var path = TestingHooks.path(TestingHooks.webhook(anna, sink.url(), "*"));
      var delivery =
          "/api/v1/webhooks/deliveries/"
              + anna.post(path + "/test", null).at("delivery_id").asText();
      var endpoint =
          "/api/v1/webhook-endpoints/"
              + TestingHooks.made(
                      anna.post("/api/v1/webhook-endpoints", Map.of("provider", "stripe")))
                  .path("id")
                  .asText();

      assertThat(stranger.get(path).status()).isEqualTo(404);
      assertThat(stranger.patch(path, Map.of("name", "Mine")).status()).isEqualTo(404);
      assertThat(stranger.delete(path).status()).isEqualTo(404);
      assertThat(stranger.post(path + "/rotate-secret", null).status()).isEqualTo(404);
      assertThat(stranger.post(path + "/test", null).status()).isEqualTo(404);
      assertThat(stranger.get(path + "/deliveries").status()).isEqualTo(404);
      assertThat(stranger.get(path + "/events").status()).isEqualTo(404);
      assertThat(
              stranger
                  .post(
                      path + "/replay",
                      Map.of("from", "2026-01-01T00:00:00Z", "to", "2030-01-01T00:00:00Z"))
                  .status())
          .isEqualTo(404);
      assertThat(stranger.get(delivery).status()).isEqualTo(404);
      assertThat(stranger.post(delivery + "/retry", null).status()).isEqualTo(404);
      assertThat(stranger.get(endpoint).status()).isEqualTo(404);
      assertThat(stranger.patch(endpoint, Map.of("active", false)).status()).isEqualTo(404);
      assertThat(stranger.post(endpoint + "/secrets", Map.of("secret", "long enough")).status())
          .isEqualTo(404);
      assertThat(stranger.delete(endpoint).status()).isEqualTo(404);
      assertThat(stranger.get("/api/v1/webhooks").at("meta/total").asInt()).isZero();
      assertThat(stranger.get("/api/v1/webhook-endpoints").at("meta/total").asInt()).isZero();
      assertThat(anna.get(path).at("version").asInt()).isOne();
      assertThat(sink.got()).hasSize(1);
    }
  }

  @Test
  void injectedSqlReadsNoSecretNotEvenItsOwn() throws Exception {
    var anna = cell.register("anna");
    TestingHooks.webhook(anna, "https://example.com/in", "*");
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());

    try (var intruder = cell.database().intruder("integrations", context)) {
      for (var injected :
          List.of(
              "select encode(s.sealed, 'hex') from integrations.webhook_secrets s",
              "select encode(k.key, 'hex') from integrations.seal_keys k",
              "select encode(e.token_hash, 'hex') from integrations.provider_endpoints e",
              "select integrations.unsealed(s.org_id, 'x') from integrations.webhook_secrets s")) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> intruder.query(injected, "x text"))
            .as(injected)
            .hasMessageContaining("permission denied");
      }
    }
  }
}
