package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OmittedWhenNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was changed: one preference as itself, several in a list.
@Doc("The preference that was changed, or under preferences all of them where a list was sent")
@Cleared(Clearance.PUBLIC)
record ChangedPreferences(
    @OmittedWhenNull @Nullable String eventType,
    @OmittedWhenNull @Nullable List<String> channels,
    @OmittedWhenNull @Nullable Boolean muted,
    @OmittedWhenNull @Nullable Instant updatedAt,
    @OmittedWhenNull @Nullable Long version,
    @OmittedWhenNull @Nullable List<ShownPreference> preferences) {

  static ChangedPreferences one(ShownPreference changed) {
    return new ChangedPreferences(
        changed.eventType(),
        changed.channels(),
        changed.muted(),
        changed.updatedAt(),
        changed.version(),
        null);
  }

  static ChangedPreferences all(List<ShownPreference> changed) {
    return new ChangedPreferences(null, null, null, null, null, changed);
  }
}
