package dev.cellwright.kernel.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.ModuleDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A template in one language, as `core.email_templates` has it.
public record MailTemplateRow(
    String slug,
    String locale,
    String module,
    String subject,
    String bodyHtml,
    String bodyText,
    ObjectNode sample,
    boolean toStrangers) {

  /// The languages that modules may bring. English is the one that all must.
  private static final List<String> LOCALES = List.of("en", "de");

  /// All of a module's.
  ///
  /// @param classes where the module's texts are found
  /// @throws IllegalStateException for a template that is not there in English, or has a subject
  ///   without bodies
  public static List<MailTemplateRow> of(ModuleDeclaration module, ClassLoader classes) {
    var rows = new ArrayList<MailTemplateRow>();
    for (var template : module.mails()) {
      for (var locale : LOCALES) {
        var folder = module.name() + "/email/" + template.slug() + "/";
        var subject = read(classes, folder + "subject." + locale + ".hbs");
        if (subject != null) {
          rows.add(
              new MailTemplateRow(
                  template.slug(),
                  locale,
                  module.name(),
                  subject.strip(),
                  required(classes, folder + "body." + locale + ".html.hbs"),
                  required(classes, folder + "body." + locale + ".txt.hbs"),
                  template.sample(),
                  template.toStrangers()));
        } else if (locale.equals("en")) {
          throw new IllegalStateException(folder + "subject.en.hbs is not there");
        }
      }
    }
    return rows;
  }

  private static String required(ClassLoader classes, String path) {
    var text = read(classes, path);
    if (text == null) {
      throw new IllegalStateException(path + " is not there");
    }
    return text;
  }

  private static @Nullable String read(ClassLoader classes, String path) {
    try (var stream = classes.getResourceAsStream(path)) {
      return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
