package dev.cellwright.integrations;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.time.InstantSource;
import java.util.ArrayList;

/// Opens an endpoint for a provider, with a token in its path.
final class OpenEndpoint {

  sealed interface Outcome {
    /// @param token shown once
    record Opened(ProviderEndpoint endpoint, String token) implements Outcome {}

    record UnknownProvider() implements Outcome {}

    record UnfitSecret(String why) implements Outcome {}

    record TooMany() implements Outcome {}
  }

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;
  private final Providers providers;

  OpenEndpoint(Database database, Ids ids, InstantSource clock, Providers providers) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.providers = providers;
  }

  Outcome open(NewEndpoint endpoint) {
    var provider = providers.find(endpoint.provider());
    if (provider == null) {
      return new Outcome.UnknownProvider();
    }
    var secret = endpoint.secret();
    var problem = secret == null ? null : provider.problem(secret);
    if (problem != null) {
      return new Outcome.UnfitSecret(problem);
    }
    var id = ids.next();
    var token = PathToken.next();
    var steps = new ArrayList<Step>();
    steps.add(EndpointStore.room());
    steps.add(EndpointStore.open(id, endpoint, PathToken.hash(token)));
    if (secret != null) {
      steps.add(WebhookStore.addSecret(null, id, secret, clock.instant()));
    }
    steps.add(EndpointStore.show(id));
    var outcome = database.run(new Command(steps));
    return switch (outcome.ending()) {
      case null -> new Outcome.Opened(outcome.row(steps.size() - 1, ProviderEndpoint.class), token);
      case "full" -> new Outcome.TooMany();
      default -> throw outcome.unexpected();
    };
  }
}
