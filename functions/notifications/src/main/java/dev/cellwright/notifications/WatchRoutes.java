package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about what one watches, and what each ending says over HTTP.
final class WatchRoutes {
  static final List<Route<WatchRoutes>> ROUTES =
      List.of(
          Route.<WatchRoutes>get("/api/v1/watches")
              .named("list_watches", "List what one watches, and what one muted")
              .asks("notification.view")
              .lists(WatchStore.WATCHES)
              .by(WatchRoutes::list),
          Route.<WatchRoutes>put("/api/v1/{collection}/{id}/watch")
              .named("watch", "Watch a thing, or mute it")
              .asks("notification.watch")
              .path(
                  "collection", ParameterType.collection(), "What paths call things of this type.")
              .takesOptionally(NewWatch.class)
              .answers(Watch.class)
              .by(WatchRoutes::watch),
          Route.<WatchRoutes>delete("/api/v1/{collection}/{id}/watch")
              .named("stop_watching", "Watch a thing no longer, or hear of it again")
              .asks("notification.watch")
              .path(
                  "collection", ParameterType.collection(), "What paths call things of this type.")
              .answersNothing(204)
              .by(WatchRoutes::stop));

  private final Database database;
  private final WatchThing watchThing;

  WatchRoutes(Kernel kernel) {
    database = kernel.database();
    watchThing = new WatchThing(database);
  }

  private Response list(Request request) {
    return Response.page(database.page(WatchStore.WATCHES, request.page(), Binds.none()));
  }

  private Response watch(Request request) {
    return answer(
        watchThing.watch(
            request.path("collection"), request.id("id"), request.bodyIfAny(NewWatch.class)));
  }

  private Response stop(Request request) {
    return answer(watchThing.stop(request.path("collection"), request.id("id")));
  }

  private static Response answer(WatchThing.Outcome outcome) {
    return switch (outcome) {
      case WatchThing.Outcome.Watched(var watch) -> Response.ok(watch);
      case WatchThing.Outcome.Stopped() -> Response.noContent();
      case WatchThing.Outcome.Full() ->
          Response.conflict("You watch 5000 things: stop watching one first");
      case WatchThing.Outcome.NotFound() ->
          new Response.Failed(404, "NOT_FOUND", "There is no such thing to be watched", null);
    };
  }
}
