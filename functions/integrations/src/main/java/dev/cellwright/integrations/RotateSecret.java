package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives a webhook a new secret. For a while messages are signed with the one before it, too.
final class RotateSecret {
  private static final Duration USUAL = Duration.ofHours(24);

  sealed interface Outcome {
    record Rotated(NewSecret secret) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;
  private final InstantSource clock;

  RotateSecret(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  Outcome rotate(UUID id, @Nullable Rotation rotation) {
    var secret = WebhookSecret.next();
    var wished = rotation == null ? null : rotation.earlierHoldsSeconds();
    var until =
        clock
            .instant()
            .plus(wished == null ? USUAL : Duration.ofSeconds(wished))
            .truncatedTo(ChronoUnit.MILLIS);
    var outcome =
        database.run(
            Command.of(
                WebhookStore.lock(id, null),
                WebhookStore.addSecret(id, secret, until),
                WebhookStore.rotated(id),
                Step.event("webhook.updated", id, 2)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Rotated(new NewSecret(secret, until));
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
