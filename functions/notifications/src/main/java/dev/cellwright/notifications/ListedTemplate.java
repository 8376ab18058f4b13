package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A template in one language, without its bodies.
@Doc("A template of mail in one language")
record ListedTemplate(
    String slug,
    String locale,
    String module,
    @Doc("Whether the organization's own text stands in the place of the module's")
        boolean overridden,
    String subject,
    @Nullable Instant updatedAt) {}
