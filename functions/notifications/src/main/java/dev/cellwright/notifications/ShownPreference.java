package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;

/// A preference, or an organization's default, as it stands.
@Doc("How events are told that the pattern event_type means")
@Cleared(Clearance.PUBLIC)
record ShownPreference(
    String eventType, List<String> channels, boolean muted, Instant updatedAt, long version) {}
