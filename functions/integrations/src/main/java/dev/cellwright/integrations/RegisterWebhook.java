package dev.cellwright.integrations;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.FieldError;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Registers a webhook, and makes its first secret.
final class RegisterWebhook {

  sealed interface Outcome {
    record Registered(NewlyRegistered webhook) implements Outcome {}

    record Unfit(List<FieldError> errors) implements Outcome {}

    record TooMany() implements Outcome {}
  }

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;
  private final Wishes wishes;

  RegisterWebhook(Database database, Ids ids, InstantSource clock, Wishes wishes) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.wishes = wishes;
  }

  Outcome register(NewWebhook webhook) {
    var errors = wishes.problems(webhook.url(), webhook.events());
    if (!errors.isEmpty()) {
      return new Outcome.Unfit(errors);
    }
    var id = ids.next();
    var secret = WebhookSecret.next();
    var outcome =
        database.run(
            Command.of(
                WebhookStore.room(),
                WebhookStore.register(id, webhook, name(webhook)),
                WebhookStore.addSecret(id, secret, clock.instant()),
                Step.event("webhook.created", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Registered(outcome.row(1, Webhook.class).with(secret));
      case "full" -> new Outcome.TooMany();
      default -> throw outcome.unexpected();
    };
  }

  private static String name(NewWebhook webhook) {
    var given = webhook.name();
    if (given != null) {
      return given;
    }
    @Nullable String host = webhook.url() == null ? null : URI.create(webhook.url()).getHost();
    return host == null ? "Webhook" : host.substring(0, Math.min(host.length(), 200));
  }
}
