package dev.cellwright.integrations;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.provider.Callback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The doors for providers: one of the cell, and one of each endpoint of an organization.
///
/// API Gateway has one variable in a place, so the provider's name bears the name that a webhook's
/// id has there: what may follow `/webhooks/` in a POST alone is a provider.
final class ProviderRoutes {
  private static final ParameterType PROVIDER =
      ParameterType.matching("[a-z][a-z0-9-]{0,49}", 50, "must be a provider's name");

  static final List<Route<ProviderRoutes>> ROUTES =
      List.of(
          Route.<ProviderRoutes>post("/api/v1/webhooks/{id}")
              .named("hear_provider", "Tell the cell something, as a provider")
              .path("id", PROVIDER, "The provider's name")
              .open()
              .takesBytes()
              .answers(Heard.class)
              .keepsNoAnswer()
              .by(ProviderRoutes::hearAtCell),
          Route.<ProviderRoutes>post("/api/v1/webhooks/{id}/{endpoint}")
              .named("hear_provider_at_endpoint", "Tell an organization something, as a provider")
              .path("id", PROVIDER, "The provider's name")
              .path(
                  "endpoint",
                  ParameterType.text(PathToken.LENGTH, PathToken.LENGTH),
                  "The token in the endpoint's URL")
              .open()
              .takesBytes()
              .answers(Heard.class)
              .keepsNoAnswer()
              .by(ProviderRoutes::hearAtEndpoint));

  private final HearProvider hearProvider;

  ProviderRoutes(Kernel kernel, Providers providers) {
    hearProvider =
        new HearProvider(kernel.database(), providers, CellSecrets.of(kernel), kernel.clock());
  }

  private Response hearAtCell(Request request) {
    return hear(request, null);
  }

  private Response hearAtEndpoint(Request request) {
    return hear(request, request.path("endpoint"));
  }

  private Response hear(Request request, @Nullable String token) {
    var callback = new Callback(request::header, request.bytes());
    return switch (hearProvider.hear(request.path("id"), token, callback)) {
      case HearProvider.Outcome.Taken(), HearProvider.Outcome.KnownAlready() ->
          Response.ok(new Heard(true));
      case HearProvider.Outcome.NoSuchDoor() ->
          new Response.Failed(404, "NOT_FOUND", "No provider is heard here", null);
      case HearProvider.Outcome.Forged() ->
          Response.unauthenticated("The signature is missing, wrong, or of another time");
      case HearProvider.Outcome.Unreadable(var why) ->
          new Response.Failed(422, "UNPROCESSABLE", "It is yours, but " + why, null);
      case HearProvider.Outcome.TooLarge() ->
          new Response.Failed(413, "PAYLOAD_TOO_LARGE", "A body may have 1 MiB", null);
    };
  }
}
