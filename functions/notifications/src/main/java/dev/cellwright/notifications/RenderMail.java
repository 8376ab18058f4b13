package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.Shortened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Fills in a mail. A template that can't be filled in is an ending, whoever wrote it.
final class RenderMail {
  private static final int LONGEST_SUBJECT = 200;
  private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

  sealed interface Outcome {
    /// @param subject on one line, whatever the variables say
    /// @param missing the variables that were not given
    record Rendered(String subject, String html, String text, List<String> missing)
        implements Outcome {}

    /// @param field of the template
    record Refused(String field, String message) implements Outcome {}
  }

  private RenderMail() {}

  static Outcome render(MailTexts texts, ObjectNode variables) {
    var budget = new RenderBudget();
    var values = values(budget, variables);
    // A subject is logged, and a link may let somebody in.
    var unlinked = variables.deepCopy();
    unlinked.remove("link");
    var missing = new TreeSet<String>();
    var field = "subject";
    try {
      var subject =
          Shortened.to(
              LONGEST_SUBJECT,
              BLANKS
                  .matcher(
                      TemplateLanguage.TEXT.render(
                          texts.subject(), values(budget, unlinked), budget, missing))
                  .replaceAll(" ")
                  .strip());
      if (subject.isEmpty()) {
        return new Outcome.Refused(field, "says nothing");
      }
      field = "body_html";
      var html =
          SafeHtml.of(TemplateLanguage.HTML.render(texts.bodyHtml(), values, budget, missing));
      field = "body_text";
      var text =
          texts.bodyText() == null
              ? PlainText.of(html)
              : TemplateLanguage.TEXT.render(texts.bodyText(), values, budget, missing).strip();
      return text.isBlank()
          ? new Outcome.Refused(texts.bodyText() == null ? "body_html" : field, "says nothing")
          : new Outcome.Rendered(subject, html, text, List.copyOf(missing));
    } catch (TemplateLanguage.Refused e) {
      return new Outcome.Refused(field, Objects.requireNonNull(e.getMessage()));
    }
  }

  private static Map<?, ?> values(RenderBudget budget, ObjectNode variables) {
    return (Map<?, ?>) Objects.requireNonNull(budget.value(variables));
  }

  /// What is wrong with texts before anything is filled in, or null; the names that they use are
  /// added to the list.
  static Outcome.@org.jspecify.annotations.Nullable Refused check(
      MailTexts texts, ArrayList<String> variables) {
    var field = "subject";
    try {
      variables.addAll(TemplateLanguage.TEXT.check(texts.subject()));
      field = "body_html";
      variables.addAll(TemplateLanguage.HTML.check(texts.bodyHtml()));
      field = "body_text";
      if (texts.bodyText() != null) {
        variables.addAll(TemplateLanguage.TEXT.check(texts.bodyText()));
      }
      return null;
    } catch (TemplateLanguage.Refused e) {
      return new Outcome.Refused(field, Objects.requireNonNull(e.getMessage()));
    }
  }
}
