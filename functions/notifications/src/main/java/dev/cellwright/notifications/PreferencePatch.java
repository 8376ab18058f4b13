package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One preference, or a list of them.
@Doc("A preference, or under preferences several: all of them are taken, or none")
record PreferencePatch(
    @Text(max = 100) @Nullable String eventType,
    @OneOf({"in_app", "email", "push", "sms", "webhook"}) @Size(max = 5)
        @Nullable List<String> channels,
    @Nullable Boolean muted,
    @Size(min = 1, max = 50) @Nullable List<PreferenceEntry> preferences) {

  /// Those that it says; null where it says both one and a list, or neither.
  @Nullable List<PreferenceEntry> entries() {
    if (eventType == null) {
      return channels == null && muted == null ? preferences : null;
    }
    return preferences == null ? List.of(new PreferenceEntry(eventType, channels, muted)) : null;
  }
}
