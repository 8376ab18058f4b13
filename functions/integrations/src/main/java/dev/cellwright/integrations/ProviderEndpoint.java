package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;

/// An organization's endpoint, as it is stored and as it is answered.
///
/// @param hasSecret whether it can let anybody in at all
@Doc("An address at which a provider tells this organization something")
@Cleared(Clearance.PUBLIC)
record ProviderEndpoint(
    UUID id,
    UUID orgId,
    String provider,
    String name,
    boolean active,
    @Doc("Without a secret nobody is let in") boolean hasSecret,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  NewlyOpened at(String url) {
    return new NewlyOpened(
        id, orgId, provider, name, active, hasSecret, createdBy, createdAt, updatedAt, version,
        url);
  }
}
