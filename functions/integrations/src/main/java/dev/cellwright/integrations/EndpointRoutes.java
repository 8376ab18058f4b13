package dev.cellwright.integrations;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about an organization's endpoints for providers, and what each ending says over HTTP.
final class EndpointRoutes {
  static final List<Route<EndpointRoutes>> ROUTES =
      List.of(
          Route.<EndpointRoutes>post("/api/v1/webhook-endpoints")
              .named(
                  "open_endpoint",
                  "Open an endpoint for a provider; its URL is shown now and never again")
              .asks("webhook.create")
              .takes(NewEndpoint.class)
              .answers(201, NewlyOpened.class)
              .keepsNoAnswer()
              .guarded()
              .by(EndpointRoutes::open),
          Route.<EndpointRoutes>get("/api/v1/webhook-endpoints")
              .named("list_endpoints", "List endpoints for providers")
              .asks("webhook.view")
              .lists(EndpointStore.ENDPOINTS)
              .by(EndpointRoutes::list),
          Route.<EndpointRoutes>get("/api/v1/webhook-endpoints/{id}")
              .named("show_endpoint", "Read an endpoint for a provider")
              .asks("webhook.view")
              .answers(ProviderEndpoint.class)
              .guarded()
              .by(EndpointRoutes::show),
          Route.<EndpointRoutes>patch("/api/v1/webhook-endpoints/{id}")
              .named("change_endpoint", "Change an endpoint for a provider")
              .asks("webhook.edit")
              .takes(EndpointPatch.class)
              .answers(ProviderEndpoint.class)
              .guarded()
              .by(EndpointRoutes::change),
          Route.<EndpointRoutes>post("/api/v1/webhook-endpoints/{id}/secrets")
              .named("give_endpoint_secret", "Say what a provider signs with from now on")
              .asks("webhook.edit")
              .takes(GivenSecret.class)
              .answers(ProviderEndpoint.class)
              .keepsNoAnswer()
              .by(EndpointRoutes::give),
          Route.<EndpointRoutes>delete("/api/v1/webhook-endpoints/{id}")
              .named("close_endpoint", "Close an endpoint, with what was told there")
              .asks("webhook.delete")
              .answersNothing(204)
              .guarded()
              .by(EndpointRoutes::close));

  private final Kernel kernel;
  private final Database database;
  private final Providers providers;
  private final OpenEndpoint openEndpoint;
  private final ChangeEndpoint changeEndpoint;
  private final CloseEndpoint closeEndpoint;

  EndpointRoutes(Kernel kernel, Providers providers) {
    this.kernel = kernel;
    this.providers = providers;
    database = kernel.database();
    openEndpoint = new OpenEndpoint(database, kernel.ids(), kernel.clock(), providers);
    changeEndpoint = new ChangeEndpoint(database, kernel.clock(), providers);
    closeEndpoint = new CloseEndpoint(database);
  }

  private Response open(Request request) {
    return switch (openEndpoint.open(request.body(NewEndpoint.class))) {
      case OpenEndpoint.Outcome.Opened(var endpoint, var token) ->
          Response.created(
                  endpoint.at(
                      "%s/api/v1/webhooks/%s/%s"
                          .formatted(kernel.address(request), endpoint.provider(), token)),
                  "/api/v1/webhook-endpoints/" + endpoint.id())
              .version(endpoint.version());
      case OpenEndpoint.Outcome.UnknownProvider() ->
          Response.invalid("provider", "must be one of " + providers.names());
      case OpenEndpoint.Outcome.UnfitSecret(var why) -> Response.invalid("secret", why);
      case OpenEndpoint.Outcome.TooMany() ->
          Response.conflict("An organization has at most " + EndpointStore.MOST + " endpoints");
    };
  }

  private Response list(Request request) {
    return Response.page(database.page(EndpointStore.ENDPOINTS, request.page(), Binds.none()));
  }

  private Response show(Request request) {
    var id = request.id("id");
    var endpoint = database.first(EndpointStore.ONE, Binds.of("id", id));
    return endpoint == null ? Response.notFound("endpoint", id) : answer(endpoint);
  }

  private Response change(Request request) {
    return said(
        changeEndpoint.change(
            request.id("id"), request.body(EndpointPatch.class), request.ifMatch()));
  }

  private Response give(Request request) {
    return said(changeEndpoint.give(request.id("id"), request.body(GivenSecret.class)));
  }

  private Response close(Request request) {
    return switch (closeEndpoint.close(request.id("id"), request.ifMatch())) {
      case CloseEndpoint.Outcome.Closed() -> Response.noContent();
      case CloseEndpoint.Outcome.ChangedSince() -> Response.changedSince("endpoint");
      case CloseEndpoint.Outcome.NotFound(var id) -> Response.notFound("endpoint", id);
    };
  }

  private static Response said(ChangeEndpoint.Outcome outcome) {
    return switch (outcome) {
      case ChangeEndpoint.Outcome.Changed(var endpoint) -> answer(endpoint);
      case ChangeEndpoint.Outcome.UnfitSecret(var why) -> Response.invalid("secret", why);
      case ChangeEndpoint.Outcome.ChangedSince() -> Response.changedSince("endpoint");
      case ChangeEndpoint.Outcome.NotFound(var id) -> Response.notFound("endpoint", id);
    };
  }

  private static Response answer(ProviderEndpoint endpoint) {
    return Response.ok(endpoint).version(endpoint.version());
  }
}
