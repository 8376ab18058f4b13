package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;

/// For which organization the new tokens are to speak.
@Doc("The organization to speak for")
record SwitchTo(UUID organizationId) {}
