package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Clearable;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;

/// What a merge patch may say of a webhook.
@Doc("Changes of a webhook, as a JSON Merge Patch")
record WebhookPatch(
    @Clearable @Text(max = 1000, maxBytes = 1000) Change<String> url,
    @Size(min = 1, max = 50) Change<List<String>> events,
    @Text Change<String> name,
    @Clearable @Text(min = 0, max = 4000, maxBytes = 4000) Change<String> description,
    @Doc("True forgets the failures before it") Change<Boolean> active) {}
