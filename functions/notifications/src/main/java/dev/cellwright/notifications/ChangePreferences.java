package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.EventPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says how the caller is told, or how those are who say nothing in an organization: all that is
/// said, or nothing of it.
final class ChangePreferences {

  sealed interface Outcome {
    record Changed(List<ShownPreference> preferences) implements Outcome {}

    /// Nothing was said, one thing twice, or one and a list.
    record Unclear(String message) implements Outcome {}

    /// It is no pattern, or nobody is told of anything that it means.
    record UnknownType(String eventType) implements Outcome {}

    record Full() implements Outcome {}

    record NotFound() implements Outcome {}
  }

  private record Asked(String eventType, @Nullable String ending) {}

  private final Database database;
  private final boolean defaults;

  /// @param defaults whether it is about an organization's defaults, not the caller's own
  ChangePreferences(Database database, boolean defaults) {
    this.database = database;
    this.defaults = defaults;
  }

  Outcome change(PreferencePatch patch) {
    var said = patch.entries();
    if (said == null || said.stream().anyMatch(e -> e.channels() == null && e.muted() == null)) {
      return new Outcome.Unclear("must say channels or muted, of one event_type or in preferences");
    }
    if (said.stream().map(PreferenceEntry::eventType).distinct().count() < said.size()) {
      return new Outcome.Unclear("must not say the same event_type twice");
    }
    var entries = JsonNodeFactory.instance.arrayNode();
    for (var entry : said) {
      if (!EventPattern.isOne(entry.eventType())) {
        return new Outcome.UnknownType(entry.eventType());
      }
      entries.add(entry.json());
    }
    var outcome =
        database.run(
            Command.of(
                PreferenceStore.known(entries),
                PreferenceStore.change(defaults, entries),
                PreferenceStore.room(defaults)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.rows(1, ShownPreference.class));
      case "unknown_type" ->
          new Outcome.UnknownType(
              outcome.rows(0, Asked.class).stream()
                  .filter(asked -> asked.ending() != null)
                  .findFirst()
                  .orElseThrow()
                  .eventType());
      case "full" -> new Outcome.Full();
      default -> throw outcome.unexpected();
    };
  }

  /// Takes back what was said of a pattern.
  Outcome forget(String eventType) {
    var outcome = database.run(Command.of(PreferenceStore.forget(defaults, eventType)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(List.of());
      case "not_found" -> new Outcome.NotFound();
      default -> throw outcome.unexpected();
    };
  }
}
