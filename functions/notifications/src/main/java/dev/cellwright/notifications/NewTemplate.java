package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// What an organization's mail is to say in one language.
@Doc("An organization's own text of a mail, in Handlebars: variables, if, unless, each and with")
record NewTemplate(
    @Text(max = 500) String subject,
    @Text(max = 40_000, maxBytes = 40_000) String bodyHtml,
    @Doc("Left out: it is made from the HTML") @Text(max = 16_000, maxBytes = 16_000)
        @Nullable String bodyText,
    @Doc("Left out: en") @Text(max = 35, format = Text.Format.LANGUAGE_TAG)
        @Nullable String locale) {}
