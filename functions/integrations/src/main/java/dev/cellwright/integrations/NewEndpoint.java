package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// What an endpoint is made of.
@Doc("An endpoint to be opened")
record NewEndpoint(
    @Doc("One that the cell can verify: github, standard-webhooks, stripe, or a module's own")
        @Text(max = 50)
        String provider,
    @Text @Nullable String name,
    @Doc("What the provider signs with; it can be given later") @Text(min = 8, max = 500)
        @Nullable String secret) {}
