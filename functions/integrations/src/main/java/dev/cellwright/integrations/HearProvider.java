package dev.cellwright.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.provider.Callback;
import dev.cellwright.kernel.provider.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears a provider at a door: whoever isn't it leaves no trace, and what it tells twice is taken
/// once.
final class HearProvider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 1024 * 1024;

  sealed interface Outcome {
    record Taken() implements Outcome {}

    record KnownAlready() implements Outcome {}

    record NoSuchDoor() implements Outcome {}

    record Forged() implements Outcome {}

    record Unreadable(String why) implements Outcome {}

    record TooLarge() implements Outcome {}
  }

  private final Database database;
  private final Providers providers;
  private final CellSecrets cellSecrets;
  private final InstantSource clock;

  HearProvider(
      Database database, Providers providers, CellSecrets cellSecrets, InstantSource clock) {
    this.database = database;
    this.providers = providers;
    this.cellSecrets = cellSecrets;
    this.clock = clock;
  }

  /// @param token of an organization's endpoint; null at the cell's own
  Outcome hear(String provider, @Nullable String token, Callback callback) {
    if (callback.body().length > MOST_BYTES) {
      return new Outcome.TooLarge();
    }
    var verifier = providers.find(provider);
    var hash = token == null ? null : "\\x" + PathToken.hash(token);
    var secrets =
        verifier == null
            ? null
            : hash == null ? cellSecrets.of(provider) : secretsBehind(provider, hash);
    if (verifier == null || secrets == null) {
      return new Outcome.NoSuchDoor();
    }
    return switch (verifier.verify(callback, secrets, clock.instant())) {
      case Verdict.Forged() -> new Outcome.Forged();
      case Verdict.Unreadable(var why) -> new Outcome.Unreadable(why);
      case Verdict.Accepted accepted -> file(provider, hash, accepted, callback);
    };
  }

  /// Null where there is no such endpoint, or it is closed.
  private @Nullable List<String> secretsBehind(String provider, String hash) {
    var door = database.first(EndpointStore.DOOR, EndpointStore.door(provider, hash));
    if (door == null) {
      return null;
    }
    try {
      return JSON.readValue(door.secrets(), new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("secrets are a list of texts", e);
    }
  }

  private Outcome file(
      String provider, @Nullable String hash, Verdict.Accepted accepted, Callback callback) {
    var outcome =
        database.run(
            Command.of(
                EndpointStore.receive(
                    provider,
                    hash,
                    accepted,
                    new String(callback.body(), StandardCharsets.UTF_8))));
    return switch (outcome.ending()) {
      case null -> new Outcome.Taken();
      case "known" -> new Outcome.KnownAlready();
      // The endpoint went while it was heard.
      case "gone", "foreign:provider_events_endpoint" -> new Outcome.NoSuchDoor();
      default -> throw outcome.unexpected();
    };
  }
}
