package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Caller;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Registering webhooks, and what becomes of their secrets.
class RegisterWebhookTest {
  private final TestCell cell = TestCell.with("integrations");

  @Test
  void theSecretIsShownOnce() {
    var anna = cell.register("anna");

    var made =
        anna.post(
            "/api/v1/webhooks",
            Map.of(
                "url",
                "https://example.com/in",
                "events",
                List.of("webhook.created", "webhook.*")));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    var secret = made.at("secret").asText();
    assertThat(secret).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    assertThat(made.at("name").asText()).isEqualTo("example.com");
    assertThat(made.at("active").asBoolean()).isTrue();
    assertThat(cell.databaseCallsOf(made)).isEqualTo(1);
    var path = TestingHooks.path(made.json());
    assertThat(anna.get(path).json().has("secret")).isFalse();
    assertThat(anna.get("/api/v1/webhooks").text()).doesNotContain(secret.substring(6));
    assertThat(cell.trail(anna.organization()).toString()).doesNotContain(secret.substring(6));
    assertThat(cell.events(anna.organization()).toString()).doesNotContain(secret.substring(6));
    var everywhere =
        cell.database()
            .rows(
                """
                select
                  (select string_agg(c::text, '') from core.commands c)
                  || (select string_agg(s::text, '') from integrations.webhook_secrets s) as all_of_it
                """)
            .getFirst()
            .path("all_of_it")
            .asText();
    assertThat(everywhere).doesNotContain(secret.substring(6));
  }

  @Test
  void whatIsWrongIsSaidFieldByField() {
    var anna = cell.register("anna");

    var refused =
        anna.post(
            "/api/v1/webhooks",
            Map.of(
                "url",
                "https://10.0.0.1/in",
                "events",
                List.of("webhook.created", "unknown.thing", "Task.*", "webhook_delivery.due")));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("error/details").findValuesAsText("field"))
        .containsExactlyInAnyOrder("url", "events[1]", "events[2]", "events[3]");
    assertThat(anna.post("/api/v1/webhooks", Map.of("events", List.of())).status()).isEqualTo(400);
    assertThat(anna.get("/api/v1/webhooks").at("meta/total").asInt()).isZero();
  }

  @Test
  void aDeployedCellTakesNoUrlOnItsOwnMachine() {
    var anna = cell.register("anna");
    var environment = new HashMap<>(cell.environmentOf("integrations"));
    environment.remove(LocalCell.MAY_CALL_LOOPBACK);
    var deployed =
        new Caller(
            RunningFunctions.of(new IntegrationsModule(), environment, cell.clock()),
            anna.accessToken());

    for (var url :
        List.of("http://127.0.0.1:9000/", "https://127.0.0.1:9000/", "http://localhost/")) {
      var refused = deployed.post("/api/v1/webhooks", Map.of("url", url, "events", List.of("*")));

      assertThat(refused.status()).as(url).isEqualTo(400);
    }
  }

  @Test
  void onlyAdminsHaveToDoWithWebhooks() {
    var anna = cell.register("anna");
    var path = TestingHooks.path(TestingHooks.webhook(anna, "https://example.com/in", "*"));
    for (var role : List.of("manager", "member", "guest")) {
      var ben = cell.register("ben");
      TestingHooks.made(
          anna.post(
              "/api/v1/organizations/" + anna.organization() + "/members",
              Map.of("user_id", ben.id(), "role", role)));
      ben = ben.speakingFor(anna.organization());

      assertThat(ben.get("/api/v1/webhooks").status()).as(role).isEqualTo(403);
      assertThat(ben.get(path).status()).isEqualTo(403);
      assertThat(ben.get(path + "/events").status()).isEqualTo(403);
      assertThat(ben.post(path + "/test", null).status()).isEqualTo(403);
      assertThat(ben.post("/api/v1/webhooks", Map.of("events", List.of("*"))).status())
          .isEqualTo(403);
    }
  }

  @Test
  void anOrganizationHasSoManyAndNoMore() {
    var anna = cell.register("anna");
    for (int i = 0; i < WebhookStore.MOST; i++) {
      TestingHooks.webhook(anna, "https://example.com/" + i, "*");
    }

    var refused =
        anna.post(
            "/api/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of("*")));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("error/message").asText()).contains("at most 50");
  }

  @Test
  void whatMayBeSubscribedToIsListedWithItsSchema() {
    var types = cell.anonymous().get("/api/v1/event-types");

    assertThat(types.status()).isEqualTo(200);
    assertThat(types.at("data").valueStream().map(type -> type.path("type").asText()))
        .contains("webhook.disabled", "organization.created")
        .isSorted()
        .noneMatch(type -> type.endsWith(".due"))
        .noneMatch(type -> type.startsWith("user.") || type.startsWith("super_admin."));
    var disabled =
        types
            .at("data")
            .valueStream()
            .filter(type -> type.path("type").asText().equals("webhook.disabled"))
            .findFirst()
            .orElseThrow();
    assertThat(disabled.path("module").asText()).isEqualTo("integrations");
    assertThat(disabled.path("schema").toString()).contains("created_by");
  }
}
