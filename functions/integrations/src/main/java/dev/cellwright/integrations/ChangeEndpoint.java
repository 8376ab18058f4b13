package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes an endpoint: its name, whether it lets anybody in, and by which secret.
final class ChangeEndpoint {
  private static final Duration USUAL = Duration.ofHours(24);

  sealed interface Outcome {
    record Changed(ProviderEndpoint endpoint) implements Outcome {}

    record UnfitSecret(String why) implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;
  private final InstantSource clock;
  private final Providers providers;

  ChangeEndpoint(Database database, InstantSource clock, Providers providers) {
    this.database = database;
    this.clock = clock;
    this.providers = providers;
  }

  Outcome change(UUID id, EndpointPatch patch, @Nullable Long seen) {
    return run(
        id,
        Command.of(
            EndpointStore.lock(id, seen), EndpointStore.change(id, patch), EndpointStore.show(id)));
  }

  /// The secret before holds for a while beside the new one.
  Outcome give(UUID id, GivenSecret given) {
    var wished = given.earlierHoldsSeconds();
    var until = clock.instant().plus(wished == null ? USUAL : Duration.ofSeconds(wished));
    return run(
        id,
        Command.of(
            EndpointStore.lock(id, null),
            EndpointStore.signsWith(id, providers.refusing(given.secret())),
            WebhookStore.addSecret(null, id, given.secret(), until),
            EndpointStore.change(id, null),
            EndpointStore.show(id)));
  }

  private Outcome run(UUID id, Command command) {
    var outcome = database.run(command);
    return switch (outcome.ending()) {
      case null ->
          new Outcome.Changed(outcome.row(command.steps().size() - 1, ProviderEndpoint.class));
      case "changed" -> new Outcome.ChangedSince();
      case "unfit" -> new Outcome.UnfitSecret(outcome.row(1, EndpointStore.Unfit.class).why());
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
