package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganizationsTest {
  private static final String ORGANIZATIONS = "/api/v1/organizations";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void whoeverFoundsAnOrganizationOwnsIt() {
    var anna = cell.register("anna");

    var made = anna.post(ORGANIZATIONS, Map.of("name", "Café Olé, Ltd.", "plan", "pro"));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("name").asText()).isEqualTo("Café Olé, Ltd.");
    assertThat(made.at("slug").asText()).isEqualTo("cafe-ole-ltd");
    assertThat(made.at("plan").asText()).isEqualTo("pro");
    assertThat(made.at("role").asText()).isEqualTo("owner");
    assertThat(made.at("personal").asBoolean()).isFalse();
    assertThat(cell.databaseCallsOf(made)).isOne();
    var shown = anna.get(String.valueOf(made.header("Location")));
    assertThat(shown.json()).isEqualTo(made.json());
    assertThat(cell.databaseCallsOf(shown)).isOne();
  }

  @Test
  void foundingAgainUnderOneKeyFoundsOne() {
    var anna = cell.register("anna");
    var key = UUID.randomUUID().toString();

    var first = anna.post(ORGANIZATIONS, Map.of("name", "Acme"), "Idempotency-Key", key);
    var second = anna.post(ORGANIZATIONS, Map.of("name", "Acme"), "Idempotency-Key", key);

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(anna.get(ORGANIZATIONS).at("meta/total").asInt()).isEqualTo(2);
  }

  @Test
  void aSlugThatAnotherHasIsNoSecretBecauseItIsNoConflict() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var slug = "acme-" + UUID.randomUUID();

    anna.post(ORGANIZATIONS, Map.of("name", "Acme", "slug", slug));
    var same = berta.post(ORGANIZATIONS, Map.of("name", "Acme", "slug", slug));

    assertThat(same.status()).isEqualTo(201);
    assertThat(same.at("slug").asText()).isEqualTo(slug);
  }

  @Test
  void theListHoldsOnesOwnOrganizationsInTheOrderAskedFor() {
    var anna = cell.register("anna");
    anna.post(ORGANIZATIONS, Map.of("name", "Zebra"));
    anna.post(ORGANIZATIONS, Map.of("name", "Acme"));
    cell.register("berta").post(ORGANIZATIONS, Map.of("name", "Bertas"));

    var list = anna.get(ORGANIZATIONS + "?sort=name:desc&limit=2");

    assertThat(list.status()).as(list.text()).isEqualTo(200);
    assertThat(list.json().path("data").findValuesAsText("name"))
        .containsExactly("Zebra", "Personal");
    assertThat(list.at("meta/total").asInt()).isEqualTo(3);
    assertThat(cell.databaseCallsOf(list)).isOne();
    var next =
        anna.get(
            ORGANIZATIONS + "?sort=name:desc&limit=2&cursor=" + list.at("meta/cursor").asText());
    assertThat(next.json().path("data").findValuesAsText("name")).containsExactly("Acme");
    var filtered = anna.get(ORGANIZATIONS + "?filter[personal]=true");
    assertThat(filtered.json().path("data")).hasSize(1);
  }

  @Test
  void anAdminChangesTheOrganization() {
    var anna = cell.register("anna");
    var path = ORGANIZATIONS + "/" + anna.organization();

    var changed =
        anna.patch(
            path,
            Map.of(
                "name", "Rossi",
                "slug", "rossi",
                "logo_url", "https://example.com/l.svg",
                "default_timezone", "Europe/Rome"),
            "If-Match",
            "\"1\"");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.at("name").asText()).isEqualTo("Rossi");
    assertThat(changed.at("default_timezone").asText()).isEqualTo("Europe/Rome");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(cell.databaseCallsOf(changed)).isOne();
    assertThat(anna.patch(path, "{\"logo_url\": null}").at("logo_url").isNull()).isTrue();
    assertThat(anna.patch(path, Map.of("name", "X"), "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(cell.events(anna.organization()))
        .extracting(event -> event.path("type").asText())
        .containsExactly("organization.updated", "organization.updated");
  }

  @Test
  void thePlanIsNotTheOrganizationsToChange() {
    var anna = cell.register("anna");

    var answer = anna.patch(ORGANIZATIONS + "/" + anna.organization(), Map.of("plan", "pro"));

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void toAStrangerAnOrganizationIsNotThere() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var path = ORGANIZATIONS + "/" + anna.organization();

    assertThat(stranger.get(path).status()).isEqualTo(404);
    assertThat(stranger.patch(path, Map.of("name", "Mine")).status()).isEqualTo(404);
    assertThat(stranger.get(path + "/members").status()).isEqualTo(404);
    assertThat(stranger.get(path).text().replace(anna.organization().toString(), "?"))
        .as("as if it did not exist")
        .contains("Organization not found");
    assertThat(anna.get(path).at("name").asText()).isEqualTo("Personal");
  }

  @Test
  void aPathThatNamesNoUuidIsRefused() {
    assertThat(cell.register("anna").get(ORGANIZATIONS + "/mine").status()).isEqualTo(400);
  }
}
