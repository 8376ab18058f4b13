package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.event.EventPattern;
import dev.cellwright.kernel.notice.Channel;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How somebody wants to be told of what a pattern means.
record Preference(EventPattern pattern, Set<Channel> channels, boolean muted) {

  Preference {
    channels = Set.copyOf(channels);
  }

  /// What it comes to: no channel where it is muted.
  Set<Channel> ways() {
    return muted ? Set.of() : channels;
  }

  boolean names(String type) {
    return pattern.text().equals(type);
  }

  /// The most specific of those that mean a type: the type itself, then all of its entity, then
  /// all; null where none does.
  static @Nullable Preference of(String type, List<Preference> preferences) {
    return preferences.stream()
        .filter(preference -> preference.pattern.matches(type))
        .max(
            Comparator.comparing((Preference each) -> each.names(type))
                .thenComparing(each -> each.pattern.text().length()))
        .orElse(null);
  }

  /// Reads `[{event_type, channels, muted}]`.
  static List<Preference> read(JsonNode list) {
    return list.valueStream()
        .map(each ->
            new Preference(
                new EventPattern(each.path("event_type").asText()),
                channels(each.path("channels")),
                each.path("muted").asBoolean()))
        .toList();
  }

  static Set<Channel> channels(JsonNode list) {
    return list.valueStream()
        .map(name -> Channel.of(name.asText()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
