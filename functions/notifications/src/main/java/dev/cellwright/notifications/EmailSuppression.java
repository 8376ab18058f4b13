package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An address to which the organization sends nothing any more.
@Doc("An address that gets no mail any more, since it bounced or complained")
record EmailSuppression(
    UUID id,
    @Concerns @Nullable UUID userId,
    @Doc("Null where the person was erased") @Cleared(Clearance.CONFIDENTIAL)
        @Nullable String address,
    @Doc("bounce or complaint") String reason,
    @Doc("The mail in the log that made it so") UUID emailId,
    Instant createdAt) {}
