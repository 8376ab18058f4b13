package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.mail.Letter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Every path about what mail says, and what each ending says over HTTP.
final class TemplateRoutes {
  private static final String TEMPLATES = "/api/v1/email-templates";
  private static final String TEMPLATE = TEMPLATES + "/{slug}";
  private static final ParameterType SLUG =
      ParameterType.matching("[a-z][a-z0-9_]{0,99}", 100, "must be a template's slug");
  private static final ParameterType LOCALE =
      ParameterType.matching(
          "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}", 35, "must be a language such as de-AT");
  private static final String SLUG_MEANS = "Which template";
  private static final String LOCALE_MEANS = "In which language; en, if left out";

  static final List<Route<TemplateRoutes>> ROUTES =
      List.of(
          Route.<TemplateRoutes>get(TEMPLATES)
              .named("list_email_templates", "List what mail there is, in which languages")
              .asks("email_template.view")
              .lists(TemplateStore.TEMPLATES)
              .by(TemplateRoutes::list),
          Route.<TemplateRoutes>get(TEMPLATE)
              .named("show_email_template", "Read what a mail says")
              .asks("email_template.view")
              .path("slug", SLUG, SLUG_MEANS)
              .queryIfAny("locale", LOCALE, LOCALE_MEANS)
              .answers(EmailTemplate.class)
              .by(TemplateRoutes::show),
          Route.<TemplateRoutes>put(TEMPLATE)
              .named("put_email_template", "Say what the organization's mail says")
              .asks("email_template.edit")
              .path("slug", SLUG, SLUG_MEANS)
              .takes(NewTemplate.class)
              .answers(EmailTemplate.class)
              .by(TemplateRoutes::put),
          Route.<TemplateRoutes>delete(TEMPLATE)
              .named("delete_email_template", "Go back to the module's text")
              .asks("email_template.edit")
              .path("slug", SLUG, SLUG_MEANS)
              .queryIfAny("locale", LOCALE, LOCALE_MEANS)
              .answersNothing(204)
              .by(TemplateRoutes::delete),
          Route.<TemplateRoutes>post(TEMPLATE + "/preview")
              .named("preview_email_template", "See a mail as it would be sent")
              .asks("email_template.view")
              .path("slug", SLUG, SLUG_MEANS)
              .takesOptionally(PreviewInput.class)
              .answers(PreviewedMail.class)
              .by(TemplateRoutes::preview),
          Route.<TemplateRoutes>post(TEMPLATE + "/test")
              .named("test_email_template", "Send oneself such a mail")
              .asks("email_template.edit")
              .path("slug", SLUG, SLUG_MEANS)
              .takesOptionally(PreviewInput.class)
              .answers(202, RequestedMail.class)
              .by(TemplateRoutes::test));

  private final Database database;
  private final PutTemplate putTemplate;
  private final @Nullable String cellUrl;

  TemplateRoutes(Kernel kernel) {
    database = kernel.database();
    cellUrl = kernel.environment().find("CELL_URL");
    putTemplate = new PutTemplate(database, cellUrl);
  }

  private Response list(Request request) {
    return Response.page(database.page(TemplateStore.TEMPLATES, request.page(), Binds.none()));
  }

  private Response show(Request request) {
    var stored = best(request.path("slug"), request.queryIfAny("locale"));
    return stored == null ? notFound() : Response.ok(EmailTemplate.of(stored));
  }

  private Response put(Request request) {
    return switch (putTemplate.put(request.path("slug"), request.body(NewTemplate.class))) {
      case PutTemplate.Outcome.Put(var template) -> Response.ok(template);
      case PutTemplate.Outcome.Refused(var field, var message) -> Response.invalid(field, message);
      case PutTemplate.Outcome.NotFound() -> notFound();
      case PutTemplate.Outcome.ToStrangers() ->
          Response.conflict(
              "This mail goes to people who aren't here yet: it is always in the module's words");
    };
  }

  private Response delete(Request request) {
    var locale =
        Locales.canonical(Objects.requireNonNullElse(request.queryIfAny("locale"), Locales.LAST));
    var outcome = database.run(Command.of(TemplateStore.delete(request.path("slug"), locale)));
    return switch (outcome.ending()) {
      case null -> Response.noContent();
      case "not_found" -> notFound();
      default -> throw outcome.unexpected();
    };
  }

  private Response preview(Request request) {
    var input = request.bodyIfAny(PreviewInput.class);
    var stored = best(request.path("slug"), input == null ? null : input.locale());
    if (stored == null) {
      return notFound();
    }
    var variables =
        input == null || input.variables() == null ? stored.sample() : input.variables();
    var filled = StandardVariables.added(variables, "Organization", "Anna", cellUrl);
    return switch (RenderMail.render(stored.texts(), filled)) {
      case RenderMail.Outcome.Rendered(var subject, var html, var text, var missing) ->
          Response.ok(new PreviewedMail(stored.locale(), subject, html, text, missing));
      case RenderMail.Outcome.Refused(var field, var message) -> Response.invalid(field, message);
    };
  }

  private Response test(Request request) {
    var input = request.bodyIfAny(PreviewInput.class);
    var slug = request.path("slug");
    var stored = best(slug, input == null ? null : input.locale());
    if (stored == null) {
      return notFound();
    }
    var variables =
        input == null || input.variables() == null ? stored.sample() : input.variables();
    var outcome =
        database.run(
            Command.of(
                Step.mail(Letter.to(RequestScope.principalOfRequest().person(), slug, variables))));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    var id = outcome.row(0, TemplateStore.Filed.class).letterId();
    return new Response.Good(202, new RequestedMail(id), List.of());
  }

  private TemplateStore.@Nullable Stored best(String slug, @Nullable String asked) {
    var locale = Objects.requireNonNullElse(asked, Locales.LAST);
    var all = database.all(TemplateStore.STORED, TemplateStore.stored(slug, locale));
    var best = MailTexts.best(all.stream().map(TemplateStore.Stored::texts).toList(), locale);
    return all.stream()
        .filter(each -> best != null && each.texts().equals(best))
        .findFirst()
        .orElse(null);
  }

  private static Response notFound() {
    return new Response.Failed(404, "NOT_FOUND", "No such template of mail", null);
  }
}
