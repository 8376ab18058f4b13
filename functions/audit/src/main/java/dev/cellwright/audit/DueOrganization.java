package dev.cellwright.audit;

import java.util.UUID;

/// An organization that has rows for the archive.
record DueOrganization(UUID orgId) {}
