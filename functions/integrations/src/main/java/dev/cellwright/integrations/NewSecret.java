package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;

/// A secret, shown once.
@Doc("A webhook's new secret")
record NewSecret(
    @Doc("Shown now and never again") String secret,
    @Doc("Until then messages are signed with the secret before, too") Instant earlierHoldsUntil) {}
