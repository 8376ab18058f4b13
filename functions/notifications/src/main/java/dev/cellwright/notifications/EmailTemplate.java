package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A template in one language, as a mail would be written now.
@Doc("A template of mail in one language, in Handlebars")
record EmailTemplate(
    String slug,
    @Doc("The language found: the nearest to the one asked for") String locale,
    String module,
    boolean overridden,
    String subject,
    String bodyHtml,
    @Doc("Null where it is made from the HTML") @Nullable String bodyText,
    @Doc("The variables that it may use, each with an example") ObjectNode variables,
    @Nullable Instant updatedAt) {

  static EmailTemplate of(TemplateStore.Stored stored) {
    return new EmailTemplate(
        stored.slug(),
        stored.locale(),
        stored.module(),
        stored.own(),
        stored.subject(),
        stored.bodyHtml(),
        stored.bodyText(),
        stored.sample(),
        stored.updatedAt());
  }
}
