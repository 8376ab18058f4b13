package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The SQL of templates: the modules', and what organizations put in their place.
final class TemplateStore {
  /// A template in one language, as it is stored.
  ///
  /// @param sample a value for each variable that the module gives it
  /// @param toStrangers whether it goes to people who aren't here yet
  record Stored(
      String slug,
      String locale,
      boolean own,
      String module,
      String subject,
      String bodyHtml,
      @Nullable String bodyText,
      ObjectNode sample,
      boolean toStrangers,
      @Nullable Instant updatedAt) {

    MailTexts texts() {
      return new MailTexts(locale, own, subject, bodyHtml, bodyText);
    }
  }

  /// A letter that was filed.
  record Filed(java.util.UUID letterId) {}

  static final Listing<ListedTemplate> TEMPLATES =
      Listing.of(ListedTemplate.class)
          .from("notifications.templates() t")
          .key("t.id")
          .shows("t.slug, t.locale, t.module, t.overridden, t.subject, t.updated_at")
          .choice("slug", "t.slug", Type.TEXT)
          .choice("locale", "t.locale", Type.TEXT)
          .filter("overridden", "t.overridden", Type.BOOLEAN)
          .ordered("slug", false)
          .build();

  static final Query<Stored> STORED =
      Query.of(
          Stored.class,
          """
          select x.slug, x.locale, x.own, x.module, x.subject, x.body_html, x.body_text, x.sample, x.to_strangers, x.updated_at
          from (
            select s.slug, s.locale, false as own, s.module, s.subject, s.body_html, s.body_text, s.sample,
              s.to_strangers, null::timestamptz as updated_at
            from notifications.system_templates() s
            where s.slug = :slug
            union all
            select o.slug, o.locale, true, s.module, o.subject, o.body_html, o.body_text, s.sample, s.to_strangers, o.updated_at
            from notifications.email_templates o
            join notifications.system_templates() s on s.slug = o.slug and s.locale = 'en'
            where o.org_id = :org::uuid and o.slug = :slug) x
          where x.locale in (select c.value from jsonb_array_elements_text(:locales::jsonb) c (value))
          """);

  private static final Sql PUT =
      Sql.of(
          """
          insert into notifications.email_templates as t (slug, locale, subject, body_html, body_text, variables)
          values (:slug, :locale, :subject, :body_html, :body_text, :variables::jsonb)
          on conflict on constraint email_templates_once do update
            set subject = excluded.subject, body_html = excluded.body_html, body_text = excluded.body_text,
              variables = excluded.variables, updated_by = :actor::uuid, updated_at = cell.now(), version = t.version + 1
          returning t.id, t.updated_at
          """);

  private static final Sql DELETE =
      Sql.of(
          """
          delete from notifications.email_templates t
          where t.org_id = :org::uuid and t.slug = :slug and t.locale = :locale
          returning t.id
          """);

  private TemplateStore() {}

  static Binds stored(String slug, String locale) {
    return Binds.of("slug", slug).and("locales", array(Locales.chain(locale)));
  }

  static Step put(String slug, MailTexts texts, List<String> variables) {
    return Step.one(
        PUT,
        Binds.of("slug", slug)
            .and("locale", texts.locale())
            .and("subject", texts.subject())
            .and("body_html", texts.bodyHtml())
            .and("body_text", texts.bodyText())
            .and("variables", array(variables)));
  }

  static Step delete(String slug, String locale) {
    return Step.one(DELETE, Binds.of("slug", slug).and("locale", locale));
  }

  private static ArrayNode array(List<String> texts) {
    var array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
