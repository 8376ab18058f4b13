package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person was told, as they see it in the app.
///
/// @param data `{entityType, entityId, url}`
@Doc("Something that the caller was told; data has entityType, entityId and url")
@Cleared(Clearance.PUBLIC)
record Notification(
    UUID id,
    UUID userId,
    String type,
    String channel,
    String title,
    @Nullable String body,
    ObjectNode data,
    boolean critical,
    @Nullable Instant readAt,
    @Nullable Instant seenAt,
    Instant createdAt,
    long version) {}
