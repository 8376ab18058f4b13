package dev.cellwright.localcell.kms;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A name of a key that can be pointed at another one.
///
/// @param declared the key at which the template points it, to notice that the template changed;
///   null for one that no template made
record Alias(String name, UUID key, @Nullable UUID declared, Instant createdAt, Instant updatedAt) {

  Alias pointingAt(UUID other, Instant now) {
    return new Alias(name, other, declared, createdAt, now);
  }
}
