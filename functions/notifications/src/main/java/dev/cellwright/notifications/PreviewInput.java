package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// With what a template is to be shown.
@Doc("What to fill a template with, to look at it")
record PreviewInput(
    @Doc("In the place of the examples") @Size(maxBytes = 8192) @Nullable ObjectNode variables,
    @Doc("Left out: en") @Text(max = 35, format = Text.Format.LANGUAGE_TAG)
        @Nullable String locale) {}
