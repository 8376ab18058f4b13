package dev.cellwright.notifications;

import static dev.cellwright.notifications.TestingNotifications.joins;
import static dev.cellwright.notifications.TestingNotifications.mails;
import static dev.cellwright.notifications.TestingNotifications.taskFor;
import static dev.cellwright.notifications.TestingNotifications.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
  private static final String PATH = "/api/v1/notification-preferences";

  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void onePreferenceIsSaidChangedAndTakenBack() {
    var said =
        anna.patch(
            PATH, Map.of("event_type", "task.assigned", "channels", List.of("in_app", "push")));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(said)).isEqualTo(1);
    assertThat(said.at("channels").size()).isEqualTo(2);
    assertThat(said.at("muted").asBoolean(true)).isFalse();
    assertThat(said.json().has("preferences")).isFalse();

    var muted = anna.patch(PATH, Map.of("event_type", "task.assigned", "muted", true));
    assertThat(muted.at("channels").size()).isEqualTo(2);
    assertThat(muted.at("muted").asBoolean()).isTrue();
    assertThat(anna.get(PATH).at("meta/total").asInt()).isEqualTo(1);

    assertThat(anna.delete(PATH + "/task.assigned").status()).isEqualTo(204);
    assertThat(anna.delete(PATH + "/task.assigned").status()).isEqualTo(404);
    assertThat(anna.get(PATH).at("meta/total").asInt()).isZero();
  }

  @Test
  void severalAreTakenTogetherOrNotAtAll() {
    var good = Map.of("event_type", "task.*", "muted", true);

    var refused =
        anna.patch(
            PATH,
            Map.of("preferences", List.of(good, Map.of("event_type", "tusk.*", "muted", true))));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("tusk.*", "/api/v1/notification-types");
    assertThat(anna.get(PATH).at("meta/total").asInt()).isZero();

    var taken =
        anna.patch(
            PATH, Map.of("preferences", List.of(good, Map.of("event_type", "*", "muted", false))));
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(taken.at("preferences").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_type\": \"task\", \"muted\": true}",
        "{\"event_type\": \"task.assigned\"}",
        "{\"event_type\": \"task.assigned\", \"channels\": [\"pigeon\"]}",
        "{\"event_type\": \"task.*.x\", \"muted\": true}",
        "{\"muted\": true}",
        "{\"preferences\": []}",
        "{\"event_type\": \"*\", \"muted\": true, \"preferences\": [{\"event_type\": \"*\", \"muted\": true}]}",
        "{\"preferences\": [{\"event_type\": \"*\", \"muted\": true}, {\"event_type\": \"*\", \"muted\": false}]}",
        "{\"event_type\": \"'; drop table x\", \"muted\": true}"
      })
  void whatIsUnclearOrMeansNothingIsRefused(String body) {
    assertThat(anna.patch(PATH, body).status()).isEqualTo(400);
  }

  @Test
  void anOrganizationsDefaultsAreForWhoSaysNothingAndForAdminsToSay() {
    var bo = joins(cell.register("bo"), anna, "member");
    var defaults = "/api/v1/organizations/" + anna.organization() + "/notification-defaults";
    assertThat(bo.patch(defaults, Map.of("event_type", "task.*", "muted", true)).status())
        .isEqualTo(403);
    var said =
        anna.patch(defaults, Map.of("event_type", "task.assigned", "channels", List.of("in_app")));
    assertThat(said.status()).as(said.text()).isEqualTo(200);

    taskFor(anna, bo, "Without a mail");
    cell.deliver();

    assertThat(titles(bo)).hasSize(1);
    assertThat(mails(cell, bo, "task.assigned")).isEmpty();
    assertThat(anna.get(defaults).at("data/0/event_type").asText()).isEqualTo("task.assigned");
    assertThat(cell.register("stranger").get(defaults).status()).isEqualTo(404);
    assertThat(anna.delete(defaults + "/task.assigned").status()).isEqualTo(204);
  }

  @Test
  void nobodySeesAnothersPreferences() {
    var bo = joins(cell.register("bo"), anna, "admin");
    anna.patch(PATH, Map.of("event_type", "*", "muted", true));

    assertThat(bo.get(PATH).at("meta/total").asInt()).isZero();
    assertThat(bo.delete(PATH + "/*").status()).isEqualTo(404);
  }

  @Test
  void theTypesThatPeopleAreToldOfAreListed() {
    var types = anna.get("/api/v1/notification-types?limit=100");

    assertThat(types.status()).as(types.text()).isEqualTo(200);
    assertThat(types.at("data"))
        .extracting(row -> row.path("type").asText())
        .contains("task.assigned", "security.new_device", "webhook.disabled", "permission.granted")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"quiet_start\": \"25:00\", \"quiet_end\": \"07:00\"}",
        "{\"quiet_start\": \"22:00\"}",
        "{\"quiet_start\": \"07:00\", \"quiet_end\": \"07:00\"}",
        "{\"timezone\": \"Mars/Olympus\"}",
        "{\"frequency\": \"yearly\"}"
      })
  void settingsThatMakeNoSenseAreRefused(String body) {
    assertThat(anna.patch("/api/v1/notification-settings", body).status()).isEqualTo(400);
  }

  @Test
  void settingsAreReadAsTheyWereSaid() {
    var empty = anna.get("/api/v1/notification-settings");
    assertThat(empty.at("frequency").asText()).isEqualTo("instant");
    assertThat(empty.at("quiet_start").isNull()).isTrue();

    var said =
        anna.patch(
            "/api/v1/notification-settings",
            Map.of(
                "quiet_start",
                "22:00",
                "quiet_end",
                "07:30",
                "timezone",
                "Europe/Vienna",
                "frequency",
                "daily"));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(said)).isEqualTo(1);
    assertThat(said.at("quiet_end").asText()).isEqualTo("07:30");
    assertThat(said.at("frequency").asText()).isEqualTo("daily");

    var cleared =
        anna.patch("/api/v1/notification-settings", "{\"quiet_start\": null, \"quiet_end\": null}");
    assertThat(cleared.at("quiet_end").isNull()).isTrue();
    assertThat(cleared.at("timezone").asText()).isEqualTo("Europe/Vienna");
  }
}
