package dev.cellwright.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of the trail, as it is shown.
///
/// @param actorKind `anonymous`, `person`, `member`, `system` or `migration`
/// @param actorName the person's name now, or the job's; null where the person is gone
/// @param onBehalfOf for whom it was done, by a job or by somebody who acted as them
/// @param action the entity's type and what became of it: `task.updated`
/// @param changes by column, `{from, to}`; a long text as its hash and length, a personal value
///   opened, or `{"erased": true}` once its person's key is destroyed
/// @param ip whence
@Doc("What somebody did")
@Cleared(Clearance.PUBLIC)
record TrailEntry(
    UUID id,
    Instant timestamp,
    String actorKind,
    @Concerns @Nullable UUID actorId,
    @Nullable String actorName,
    @Nullable UUID onBehalfOf,
    @Cleared(Clearance.CONFIDENTIAL) @Nullable UUID sessionId,
    String action,
    String entityType,
    UUID entityId,
    ObjectNode changes,
    @Cleared(Clearance.CONFIDENTIAL) @Nullable String ip,
    @Nullable String correlationId) {}
