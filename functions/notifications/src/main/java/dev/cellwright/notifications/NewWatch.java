package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a thing is to be watched.
@Doc("How to tell of the thing; muted: not at all, unless it is critical")
record NewWatch(
    @Nullable Boolean muted,
    @OneOf({"in_app", "email", "push", "sms", "webhook"}) @Size(max = 5)
        @Nullable List<String> channels) {}
