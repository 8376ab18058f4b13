package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A webhook, as it is stored and as it is answered. Its secret isn't among it.
@Doc("A webhook: which events go to which URL")
@Cleared(Clearance.PUBLIC)
record Webhook(
    UUID id,
    UUID orgId,
    String name,
    @Nullable String description,
    @Doc("Null for one whose events are only fetched") @Nullable String url,
    List<String> events,
    boolean active,
    @Doc("Attempts that failed since the last that went well") int failureCount,
    @Nullable Instant disabledAt,
    @Doc("`failures`: ten in a row; `gone`: the receiver answered 410")
        @Nullable String disabledReason,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  NewlyRegistered with(String secret) {
    return new NewlyRegistered(
        id,
        orgId,
        name,
        description,
        url,
        events,
        active,
        failureCount,
        disabledAt,
        disabledReason,
        createdBy,
        createdAt,
        updatedAt,
        version,
        secret);
  }
}
