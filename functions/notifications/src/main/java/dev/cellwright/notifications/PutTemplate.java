package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts an organization's own text in the place of a module's. It is tried with the module's
/// examples first: what can't be written with them is refused, and never found out by a mail. Takes
/// two calls of the database: the examples are there, and the trying is here.
final class PutTemplate {

  sealed interface Outcome {
    record Put(EmailTemplate template) implements Outcome {}

    /// @param message with the place
    record Refused(String field, String message) implements Outcome {}

    record NotFound() implements Outcome {}

    /// It goes to people who aren't here yet, in the module's words alone.
    record ToStrangers() implements Outcome {}
  }

  private final Database database;
  private final @Nullable String cellUrl;

  PutTemplate(Database database, @Nullable String cellUrl) {
    this.database = database;
    this.cellUrl = cellUrl;
  }

  Outcome put(String slug, NewTemplate given) {
    var texts =
        new MailTexts(
            Locales.canonical(Objects.requireNonNullElse(given.locale(), Locales.LAST)),
            true,
            given.subject(),
            given.bodyHtml(),
            given.bodyText());
    var variables = new ArrayList<String>();
    if (RenderMail.check(texts, variables) instanceof RenderMail.Outcome.Refused refused) {
      return new Outcome.Refused(refused.field(), refused.message());
    }
    var stored = database.all(TemplateStore.STORED, TemplateStore.stored(slug, Locales.LAST));
    if (stored.isEmpty()) {
      return new Outcome.NotFound();
    }
    var like = stored.getFirst();
    if (like.toStrangers()) {
      return new Outcome.ToStrangers();
    }
    var tried =
        RenderMail.render(
            texts, StandardVariables.added(like.sample(), "Organization", "Anna", cellUrl));
    if (tried instanceof RenderMail.Outcome.Refused(var field, var message)) {
      return new Outcome.Refused(field, message);
    }
    var outcome =
        database.run(
            Command.of(
                TemplateStore.put(slug, texts, variables.stream().distinct().sorted().toList())));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return new Outcome.Put(
        new EmailTemplate(
            slug,
            texts.locale(),
            like.module(),
            true,
            texts.subject(),
            texts.bodyHtml(),
            texts.bodyText(),
            like.sample(),
            outcome.row(0, PutRow.class).updatedAt()));
  }

  private record PutRow(java.time.Instant updatedAt) {}
}
