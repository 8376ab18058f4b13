package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Test messages, and what everything is signed with.
class TestWebhookTest {
  private final TestCell cell = TestCell.with("integrations");

  @Test
  void aTestMessageIsSignedSentKeptAndTold() throws Exception {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "got it")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "*");
      var path = TestingHooks.path(webhook);

      var tested = anna.post(path + "/test", null);

      assertThat(tested.status()).as(tested.text()).isEqualTo(200);
      assertThat(tested.at("delivered").asBoolean()).isTrue();
      assertThat(tested.at("response_status").asInt()).isEqualTo(200);
      assertThat(tested.at("response_body").asText()).isEqualTo("got it");
      var got = sink.got().getFirst();
      var secret = webhook.path("secret").asText();
      assertThat(got.header("webhook-signature"))
          .isEqualTo(
              TestingHooks.standard(
                  secret, got.header("webhook-id"), got.header("webhook-timestamp"), got.body()));
      assertThat(got.header("X-Webhook-Signature"))
          .isEqualTo(TestingHooks.plain(secret, got.header("webhook-timestamp"), got.body()));
      assertThat(got.header("X-Webhook-Event")).isEqualTo("webhook.test");
      assertThat(new ObjectMapper().readTree(got.body()).path("type").asText())
          .isEqualTo("webhook.test");
      var listed = anna.get(path + "/deliveries");
      assertThat(listed.at("data/0/id").asText()).isEqualTo(tested.at("delivery_id").asText());
      assertThat(listed.at("data/0/status").asText()).isEqualTo("delivered");
      var shown = anna.get("/api/v1/webhooks/deliveries/" + tested.at("delivery_id").asText());
      assertThat(shown.status()).as(shown.text()).isEqualTo(200);
      assertThat(shown.at("response_body").asText()).isEqualTo("got it");
      assertThat(shown.at("log/0/status").asInt()).isEqualTo(200);
      assertThat(shown.at("payload/type").asText()).isEqualTo("webhook.test");
    }
  }

  @Test
  void aReceiverThatFailsIsToldOfAndCountsForNothing() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(500, "no")) {
      var path = TestingHooks.path(TestingHooks.webhook(anna, sink.url(), "*"));

      var tested = anna.post(path + "/test", null);

      assertThat(tested.at("delivered").asBoolean()).isFalse();
      assertThat(tested.at("response_status").asInt()).isEqualTo(500);
      assertThat(anna.get(path).at("failure_count").asInt()).isZero();
      assertThat(anna.get(path + "/deliveries?filter%5Bstatus%5D=failed").at("meta/total").asInt())
          .isOne();
    }
  }

  @Test
  void whileASecretIsRotatedBothSign() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "*");
      var path = TestingHooks.path(webhook);
      var first = webhook.path("secret").asText();

      var rotated = anna.post(path + "/rotate-secret", Map.of("earlier_holds_seconds", 3600));
      anna.post(path + "/test", null);

      assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
      var second = rotated.at("secret").asText();
      assertThat(second).startsWith("whsec_").isNotEqualTo(first);
      var got = sink.got().getLast();
      assertThat(got.header("webhook-signature").split(" "))
          .containsExactly(signature(second, got), signature(first, got));
      assertThat(got.header("X-Webhook-Signature").split(", ")).hasSize(2);
      try (var later = cell.clock().ahead(java.time.Duration.ofMinutes(61))) {
        anna.loggedIn().post(path + "/test", null);
      }
      var afterwards = sink.got().getLast();
      assertThat(afterwards.header("webhook-signature")).isEqualTo(signature(second, afterwards));
    }
  }

  @Test
  void aSecretThatLeakedCanBeEndedAtOnce() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      var webhook = TestingHooks.webhook(anna, sink.url(), "*");
      var path = TestingHooks.path(webhook);

      var rotated = anna.post(path + "/rotate-secret", Map.of("earlier_holds_seconds", 0));
      anna.post(path + "/test", null);

      var got = sink.got().getLast();
      assertThat(got.header("webhook-signature"))
          .isEqualTo(signature(rotated.at("secret").asText(), got));
    }
  }

  @Test
  void ofSeveralRotationsTwoSecretsRemain() {
    var anna = cell.register("anna");
    try (var sink = TestingSink.answering(200, "")) {
      var path = TestingHooks.path(TestingHooks.webhook(anna, sink.url(), "*"));
      var second = anna.post(path + "/rotate-secret", null).at("secret").asText();
      var third = anna.post(path + "/rotate-secret", null).at("secret").asText();

      anna.post(path + "/test", null);

      var got = sink.got().getLast();
      assertThat(got.header("webhook-signature").split(" "))
          .containsExactly(signature(third, got), signature(second, got));
    }
  }

  private static String signature(String secret, TestingSink.Got got) {
    return TestingHooks.standard(
        secret, got.header("webhook-id"), got.header("webhook-timestamp"), got.body());
  }
}
