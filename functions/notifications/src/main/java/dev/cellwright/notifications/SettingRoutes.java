package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.Objects;

/// Every path about when a person is told, and what each ending says over HTTP.
final class SettingRoutes {
  static final List<Route<SettingRoutes>> ROUTES =
      List.of(
          Route.<SettingRoutes>get("/api/v1/notification-settings")
              .named("show_notification_settings", "Read when one is told")
              .asks("notification.view")
              .answers(NotificationSettings.class)
              .by(SettingRoutes::show),
          Route.<SettingRoutes>patch("/api/v1/notification-settings")
              .named("change_notification_settings", "Say when one is told, and how often")
              .asks("notification.edit")
              .takes(SettingsPatch.class)
              .answers(NotificationSettings.class)
              .by(SettingRoutes::change));

  private final Database database;
  private final ChangeSettings changeSettings;

  SettingRoutes(Kernel kernel) {
    database = kernel.database();
    changeSettings = new ChangeSettings(database);
  }

  private Response show(Request request) {
    return Response.ok(Objects.requireNonNull(database.first(SettingStore.SETTINGS, Binds.none())));
  }

  private Response change(Request request) {
    return switch (changeSettings.change(request.body(SettingsPatch.class))) {
      case ChangeSettings.Outcome.Changed(var settings) -> Response.ok(settings);
      case ChangeSettings.Outcome.NoTime(var field) ->
          Response.invalid(field, "must be a time of the day such as 22:00");
      case ChangeSettings.Outcome.NoHours() ->
          Response.invalid("quiet_end", "must be said with a quiet_start, and be another time");
    };
  }
}
