package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path that shows the trail.
final class TrailRoutes {
  private static final ParameterType TIME = ParameterType.text(10, 40);

  static final List<Route<TrailRoutes>> ROUTES =
      List.of(
          Route.<TrailRoutes>get("/api/v1/audit")
              .named("list_trail", "Read the organization's trail")
              .asks("audit.view")
              .queryIfAny("entity_type", ParameterType.text(1, 100), "of entities of this type")
              .queryIfAny("entity_id", ParameterType.uuid(), "of this entity")
              .queryIfAny("actor_id", ParameterType.uuid(), "what this person did")
              .queryIfAny("action", ParameterType.text(1, 200), "this action: task.updated")
              .queryIfAny("from", TIME, "from this time or day on")
              .queryIfAny("to", TIME, "before this time or day")
              .lists(TrailStore.TRAIL)
              .by(TrailRoutes::list),
          Route.<TrailRoutes>get("/api/v1/audit/mine")
              .named("list_own_acts", "Read what the trail says that you did here")
              .asks("audit.view_own")
              .lists(TrailStore.MINE)
              .by(TrailRoutes::mine),
          Route.<TrailRoutes>get("/api/v1/audit/me")
              .named("list_own_security_log", "Read your log-ins and what else happened to you")
              .person()
              .lists(TrailStore.ME)
              .by(TrailRoutes::me));

  private final Database database;

  TrailRoutes(Kernel kernel) {
    database = kernel.database();
  }

  private Response list(Request request) {
    return Response.page(
        database.page(TrailStore.TRAIL, request.page(), TrailStore.asked(request)));
  }

  private Response mine(Request request) {
    return Response.page(database.page(TrailStore.MINE, request.page(), Binds.none()));
  }

  private Response me(Request request) {
    return Response.page(database.page(TrailStore.ME, request.page(), Binds.none()));
  }
}
