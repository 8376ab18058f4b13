package dev.cellwright.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/// The part of the tour that leads through notifications.
///
/// @param stop takes an operation and its call
record NotificationStops(BiFunction<String, Call, Answer> stop) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PHONE = "+436641234567";

  void take() {
    var anna = Person.register("anna");
    var client = anna.client();
    inbox(anna, client);
    preferences(anna, client);
    watches(anna, client);
    phones(client);
  }

  private void at(String operation, Call call) {
    var _ = stop.apply(operation, call);
  }

  private void inbox(Person anna, Client client) {
    TestedCell.anybody()
        .post("/api/v1/auth/login", anna.credentials(Person.PASSWORD))
        .header("User-Agent", "never seen before")
        .send();
    var id = soon(client.get("/api/v1/notifications"), "data/0/id").asText();
    at("list_notifications", client.get("/api/v1/notifications?filter[read]=false"));
    at("count_unread_notifications", client.get("/api/v1/notifications/unread-count"));
    at("see_notification", client.call("PATCH", "/api/v1/notifications/" + id + "/seen"));
    at("read_notification", client.call("PATCH", "/api/v1/notifications/" + id + "/read"));
    at("see_all_notifications", client.call("PATCH", "/api/v1/notifications/seen-all"));
    at("read_all_notifications", client.call("PATCH", "/api/v1/notifications/read-all"));
    at("delete_notification", client.delete("/api/v1/notifications/" + id));
  }

  private void preferences(Person anna, Client client) {
    var preferences = "/api/v1/notification-preferences";
    var defaults = "/api/v1/organizations/" + anna.organization() + "/notification-defaults";
    var muted = "{\"event_type\":\"task.*\",\"muted\":true}";
    at("list_notification_types", client.get("/api/v1/notification-types"));
    at("change_notification_preferences", client.patch(preferences, muted));
    at("list_notification_preferences", client.get(preferences));
    at("delete_notification_preference", client.delete(preferences + "/task.*"));
    at("change_notification_defaults", client.patch(defaults, muted));
    at("list_notification_defaults", client.get(defaults));
    at("delete_notification_default", client.delete(defaults + "/task.*"));
    at(
        "change_notification_settings",
        client.patch(
            "/api/v1/notification-settings",
            "{\"quiet_start\":\"22:00\",\"quiet_end\":\"07:00\",\"frequency\":\"daily\"}"));
    at("show_notification_settings", client.get("/api/v1/notification-settings"));
  }

  private void watches(Person anna, Client client) {
    watch(client, "tasks", anna.addTask("Watched").id().toString());
    watch(client, "boards", made(client, "boards", "{\"name\":\"Watched\"}"));
    watch(client, "teams", made(client, "teams", "{\"name\":\"Watched\"}"));
    watch(
        client,
        "roles",
        made(client, "roles", "{\"name\":\"watched\",\"permissions\":[\"task:view\"]}"));
    at("list_watches", client.get("/api/v1/watches"));
  }

  private void watch(Client client, String collection, String id) {
    var path = "/api/v1/" + collection + "/" + id + "/watch";
    at("watch_of_" + collection, client.put(path).json("{\"channels\":[\"in_app\"]}"));
    at("stop_watching_of_" + collection, client.delete(path));
  }

  private static String made(Client client, String collection, String body) {
    return client.post("/api/v1/" + collection, body).expect(201).id().toString();
  }

  private void phones(Client client) {
    var devices = "/api/v1/notification-devices";
    var number = "/api/v1/notification-number";
    var device =
        stop.apply(
            "register_notification_device",
            client.post(devices, "{\"platform\":\"gcm\",\"token\":\"a-token-of-the-tour\"}"));
    at("list_notification_devices", client.get(devices));
    at("delete_notification_device", client.delete(devices + "/" + device.id()));
    at("set_notification_number", client.put(number).json("{\"number\":\"" + PHONE + "\"}"));
    var text =
        soon(TestedCell.anybody().get("/_cell/sms?to=" + PHONE.replace("+", "%2B")), "0/text");
    at(
        "verify_notification_number",
        client.post(
            number + "/verification",
            "{\"code\":\"" + text.asText().replaceAll("\\D*(\\d{6}).*", "$1") + "\"}"));
    at("ask_notification_code", client.post(number + "/code"));
    at("show_notification_number", client.get(number));
    at("delete_notification_number", client.delete(number));
  }

  /// What comes of an event is there a moment later.
  private static JsonNode soon(Call call, String pointer) {
    var giveUp = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(giveUp)) {
      var found = call.send().at(pointer);
      if (!found.isMissingNode()) {
        return found;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    throw new AssertionError("nothing came: " + pointer);
  }
}
