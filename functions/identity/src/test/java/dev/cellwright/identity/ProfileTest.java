package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  private static final String ME = "/api/v1/users/me";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void aPersonSeesThemselves() {
    var anna = cell.register("anna");

    var me = anna.get(ME);

    assertThat(me.status()).as(me.text()).isEqualTo(200);
    assertThat(me.at("id").asText()).isEqualTo(anna.id().toString());
    assertThat(me.at("email").asText()).isEqualTo(anna.email());
    assertThat(me.at("name").asText()).isEqualTo("anna Tester");
    assertThat(me.at("avatar").isNull()).isTrue();
    assertThat(me.at("timezone").asText()).isEqualTo("UTC");
    assertThat(me.at("locale").asText()).isEqualTo("en");
    assertThat(me.header("ETag")).isEqualTo("\"1\"");
    assertThat(me.text()).doesNotContain("password", "$2b$");
    assertThat(cell.databaseCallsOf(me)).isOne();
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() {
    var anna = cell.register("anna");

    var answer =
        anna.patch(
            ME,
            """
            {"last_name": null, "timezone": "Europe/Madrid", "avatar_url": "https://example.com/a.png"}
            """);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("name").asText()).isEqualTo("anna");
    assertThat(answer.at("last_name").isNull()).isTrue();
    assertThat(answer.at("timezone").asText()).isEqualTo("Europe/Madrid");
    assertThat(answer.at("avatar").asText()).isEqualTo("https://example.com/a.png");
    assertThat(answer.at("locale").asText()).isEqualTo("en");
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(cell.databaseCallsOf(answer)).isOne();
  }

  @Test
  void aChangeOnTopOfAnUnseenOneIsRefused() {
    var anna = cell.register("anna");
    anna.patch(ME, Map.of("locale", "pt-BR"));

    var late = anna.patch(ME, Map.of("locale", "es"), "If-Match", "\"1\"");
    var fresh = anna.patch(ME, Map.of("locale", "es"), "If-Match", "\"2\"");

    assertThat(late.status()).isEqualTo(412);
    assertThat(fresh.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"timezone\": \"Mars/Olympus\"}",
        "{\"timezone\": null}",
        "{\"locale\": \"english please\"}",
        "{\"avatar_url\": \"javascript:alert(1)\"}",
        "{\"email\": \"other@example.com\"}",
        "{\"first_name\": \"\"}",
        "{\"first_name\": \"\\u0000\"}",
        "[]",
        "{"
      })
  void nonsenseIsRefused(String body) {
    var anna = cell.register("anna");

    assertThat(anna.patch(ME, body).status()).isEqualTo(400);
  }

  @Test
  void whatChangedIsToldByNameAlone() {
    var anna = cell.register("anna");

    anna.patch(ME, Map.of("first_name", "Annabel", "locale", "es"));

    var event =
        cell.database()
            .rows(
                "select data from core.outbox where entity_id = ? and type = 'user.updated'",
                anna.id())
            .getFirst();
    assertThat(event.path("data").toString()).isEqualTo("{\"fields\":[\"first_name\",\"locale\"]}");
  }

  @Test
  void nobodyHasAProfileWithoutAToken() {
    assertThat(cell.anonymous().get(ME).status()).isEqualTo(401);
  }
}
