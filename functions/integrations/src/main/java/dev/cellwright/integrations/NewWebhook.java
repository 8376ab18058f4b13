package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a webhook is made of.
@Doc("A webhook to be registered")
record NewWebhook(
    @Doc("Where events are sent; without it they can only be fetched")
        @Text(max = 1000, maxBytes = 1000)
        @Nullable String url,
    @Doc("Types such as task.created, all of an entity such as task.*, or *")
        @Size(min = 1, max = 50)
        List<String> events,
    @Text @Nullable String name,
    @Text(min = 0, max = 4000, maxBytes = 4000) @Nullable String description,
    @Nullable Boolean active) {}
