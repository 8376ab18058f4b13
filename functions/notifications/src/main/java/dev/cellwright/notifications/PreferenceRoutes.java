package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about how people are told, and what each ending says over HTTP.
final class PreferenceRoutes {
  private static final ParameterType PATTERN =
      ParameterType.matching(
          "\\*|[a-z][a-z_]*\\.(\\*|[a-z][a-z_]*)",
          100,
          "must be an event type, an entity with .*, or *");

  static final List<Route<PreferenceRoutes>> ROUTES =
      List.of(
          Route.<PreferenceRoutes>get("/api/v1/notification-types")
              .named("list_notification_types", "List what people are told of")
              .asks("notification.view")
              .lists(PreferenceStore.TYPES)
              .by(PreferenceRoutes::types),
          Route.<PreferenceRoutes>get("/api/v1/notification-preferences")
              .named("list_notification_preferences", "List how one wants to be told")
              .asks("notification.view")
              .lists(PreferenceStore.PREFERENCES)
              .by(PreferenceRoutes::list),
          Route.<PreferenceRoutes>patch("/api/v1/notification-preferences")
              .named("change_notification_preferences", "Say how one wants to be told")
              .asks("notification.edit")
              .takes(PreferencePatch.class)
              .answers(ChangedPreferences.class)
              .by(PreferenceRoutes::change),
          Route.<PreferenceRoutes>delete("/api/v1/notification-preferences/{event_type}")
              .named("delete_notification_preference", "Take back how one wants to be told")
              .asks("notification.edit")
              .path("event_type", PATTERN, "As it was said: `task.assigned`, `task.*`, `*`.")
              .answersNothing(204)
              .by(PreferenceRoutes::forget),
          Route.<PreferenceRoutes>get("/api/v1/organizations/{orgId}/notification-defaults")
              .named("list_notification_defaults", "List how members are told who say nothing")
              .asks("notification_default.view", "orgId")
              .lists(PreferenceStore.DEFAULTS)
              .by(PreferenceRoutes::listDefaults),
          Route.<PreferenceRoutes>patch("/api/v1/organizations/{orgId}/notification-defaults")
              .named("change_notification_defaults", "Say how members are told who say nothing")
              .asks("notification_default.edit", "orgId")
              .takes(PreferencePatch.class)
              .answers(ChangedPreferences.class)
              .by(PreferenceRoutes::changeDefaults),
          Route.<PreferenceRoutes>delete(
                  "/api/v1/organizations/{orgId}/notification-defaults/{event_type}")
              .named("delete_notification_default", "Take back how members are told")
              .asks("notification_default.edit", "orgId")
              .path("event_type", PATTERN, "As it was said: `task.assigned`, `task.*`, `*`.")
              .answersNothing(204)
              .by(PreferenceRoutes::forgetDefault));

  private final Database database;
  private final ChangePreferences changePreferences;
  private final ChangePreferences changeDefaults;

  PreferenceRoutes(Kernel kernel) {
    database = kernel.database();
    changePreferences = new ChangePreferences(database, false);
    changeDefaults = new ChangePreferences(database, true);
  }

  private Response types(Request request) {
    return Response.page(database.page(PreferenceStore.TYPES, request.page(), Binds.none()));
  }

  private Response list(Request request) {
    return Response.page(database.page(PreferenceStore.PREFERENCES, request.page(), Binds.none()));
  }

  private Response change(Request request) {
    var patch = request.body(PreferencePatch.class);
    return answer(patch, changePreferences.change(patch));
  }

  private Response forget(Request request) {
    return forgotten(changePreferences.forget(request.path("event_type")));
  }

  private Response listDefaults(Request request) {
    return Response.page(database.page(PreferenceStore.DEFAULTS, request.page(), Binds.none()));
  }

  private Response changeDefaults(Request request) {
    var patch = request.body(PreferencePatch.class);
    return answer(patch, changeDefaults.change(patch));
  }

  private Response forgetDefault(Request request) {
    return forgotten(changeDefaults.forget(request.path("event_type")));
  }

  private static Response answer(PreferencePatch patch, ChangePreferences.Outcome outcome) {
    return switch (outcome) {
      case ChangePreferences.Outcome.Changed(var changed) ->
          Response.ok(
              patch.preferences() == null
                  ? ChangedPreferences.one(changed.getFirst())
                  : ChangedPreferences.all(changed));
      case ChangePreferences.Outcome.Unclear(var message) ->
          Response.invalid(patch.eventType() == null ? "preferences" : "event_type", message);
      case ChangePreferences.Outcome.UnknownType(var type) ->
          Response.invalid(
              "event_type",
              "\"%s\" is nothing that people are told of here; GET /api/v1/notification-types lists what is"
                  .formatted(type));
      case ChangePreferences.Outcome.Full() ->
          Response.conflict("There are 200 preferences already: delete one first");
      case ChangePreferences.Outcome.NotFound() -> nothingSaid();
    };
  }

  private static Response forgotten(ChangePreferences.Outcome outcome) {
    return outcome instanceof ChangePreferences.Outcome.Changed
        ? Response.noContent()
        : nothingSaid();
  }

  private static Response nothingSaid() {
    return new Response.Failed(404, "NOT_FOUND", "Nothing is said of this event type", null);
  }
}
