package dev.cellwright.kernel.mail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/// That a module can write a kind of mail. Its texts are Handlebars, in
/// `<module>/email/<slug>/subject.<locale>.hbs`, `body.<locale>.html.hbs` and
/// `body.<locale>.txt.hbs`; English is the one that must be there. An organization may put its own
/// in their place.
///
/// @param slug unique in the cell: `invitation`
/// @param sample a value for each variable that it may use, to show it with and to try it with
/// @param toStrangers whether it goes to addresses that nobody is known by
public record MailTemplate(String slug, ObjectNode sample, boolean toStrangers) {
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  /// @throws IllegalArgumentException for a slug that is none
  public MailTemplate {
    if (!SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException(slug + " is no snake_case slug");
    }
  }

  public static MailTemplate of(String slug) {
    return new MailTemplate(slug, JsonNodeFactory.instance.objectNode(), false);
  }

  /// The same for people who aren't here yet. It is always in the module's words: or whoever makes
  /// an organization could write anything to anybody in the cell's name.
  public MailTemplate toStrangersToo() {
    return new MailTemplate(slug, sample, true);
  }

  /// The same with a variable.
  public MailTemplate with(String variable, String example) {
    return new MailTemplate(slug, sample.deepCopy().put(variable, example), toStrangers);
  }

  /// The same with a variable that is no text.
  public MailTemplate with(String variable, com.fasterxml.jackson.databind.JsonNode example) {
    var more = sample.deepCopy();
    more.set(variable, example);
    return new MailTemplate(slug, more, toStrangers);
  }
}
