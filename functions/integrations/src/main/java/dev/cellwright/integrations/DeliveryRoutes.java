package dev.cellwright.integrations;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about deliveries, and what each ending says over HTTP.
final class DeliveryRoutes {
  static final List<Route<DeliveryRoutes>> ROUTES =
      List.of(
          Route.<DeliveryRoutes>get("/api/v1/webhooks/{id}/deliveries")
              .named("list_deliveries", "List what a webhook was sent, and how it went")
              .asks("webhook.view")
              .lists(DeliveryStore.OF_WEBHOOK)
              .by(DeliveryRoutes::list),
          Route.<DeliveryRoutes>get("/api/v1/webhooks/deliveries/{id}")
              .named("show_delivery", "Read a delivery with its payload and attempts")
              .asks("webhook.view")
              .answers(DeliveryShown.class)
              .by(DeliveryRoutes::show),
          Route.<DeliveryRoutes>post("/api/v1/webhooks/deliveries/{id}/retry")
              .named("retry_delivery", "Send a delivery again")
              .asks("webhook.edit")
              .answersNothing(202)
              .by(DeliveryRoutes::retry),
          Route.<DeliveryRoutes>post("/api/v1/webhooks/{id}/replay")
              .named("replay_deliveries", "Send what happened in a time range again")
              .asks("webhook.edit")
              .takes(Replay.class)
              .answers(202, Replayed.class)
              .by(DeliveryRoutes::replay));

  private final Database database;
  private final ShowDelivery showDelivery;
  private final RetryDelivery retryDelivery;
  private final ReplayDeliveries replayDeliveries;

  DeliveryRoutes(Kernel kernel, Wishes wishes) {
    database = kernel.database();
    showDelivery = new ShowDelivery(database);
    retryDelivery = new RetryDelivery(database);
    replayDeliveries = new ReplayDeliveries(database, wishes);
  }

  private Response list(Request request) {
    var id = request.id("id");
    var page = database.pageWithin(DeliveryStore.OF_WEBHOOK, request.page(), Binds.of("id", id));
    return page == null ? Response.notFound("webhook", id) : Response.page(page);
  }

  private Response show(Request request) {
    return switch (showDelivery.show(request.id("id"))) {
      case ShowDelivery.Outcome.Shown(var delivery) -> Response.ok(delivery);
      case ShowDelivery.Outcome.NotFound(var id) -> Response.notFound("delivery", id);
    };
  }

  private Response retry(Request request) {
    return switch (retryDelivery.retry(request.id("id"))) {
      case RetryDelivery.Outcome.Waiting() -> new Response.Good(202, null, List.of());
      case RetryDelivery.Outcome.Inactive() -> inactive();
      case RetryDelivery.Outcome.NotFound(var id) -> Response.notFound("delivery", id);
    };
  }

  private Response replay(Request request) {
    return switch (replayDeliveries.replay(request.id("id"), request.body(Replay.class))) {
      case ReplayDeliveries.Outcome.Replaying(var replayed) ->
          new Response.Good(202, replayed, List.of());
      case ReplayDeliveries.Outcome.Unfit(var errors) -> new Response.Invalid(errors);
      case ReplayDeliveries.Outcome.Inactive() -> inactive();
      case ReplayDeliveries.Outcome.NotFound(var id) -> Response.notFound("webhook", id);
    };
  }

  private static Response inactive() {
    return Response.conflict("The webhook is inactive, or has no URL: nothing is sent to it");
  }
}
