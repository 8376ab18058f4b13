package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.UUID;

/// Every path about mail that was sent, and about who gets none, and what each ending says over
/// HTTP.
final class EmailRoutes {
  static final String UNSUBSCRIBE = "/api/v1/email/unsubscribe";

  private static final String FORM = ParameterType.UUID_FORM;

  static final List<Route<EmailRoutes>> ROUTES =
      List.of(
          Route.<EmailRoutes>get("/api/v1/email-log")
              .named("list_email_log", "List mail, and what became of it, the newest first")
              .asks("email_log.view")
              .lists(EmailStore.LOG)
              .by(EmailRoutes::log),
          Route.<EmailRoutes>get("/api/v1/email-suppressions")
              .named("list_email_suppressions", "List the addresses that get no mail any more")
              .asks("email_suppression.view")
              .lists(EmailStore.SUPPRESSIONS)
              .by(EmailRoutes::suppressions),
          Route.<EmailRoutes>delete("/api/v1/email-suppressions/{id}")
              .named("lift_email_suppression", "Let an address get mail again")
              .asks("email_suppression.edit")
              .answersNothing(204)
              .by(EmailRoutes::lift),
          Route.<EmailRoutes>post(UNSUBSCRIBE)
              .named("unsubscribe_email", "Get no more mail of a kind (RFC 8058)")
              .open()
              .query(
                  "token",
                  ParameterType.matching(
                      FORM + "\\." + FORM + "\\." + FORM, 110, "must be the one in the mail"),
                  "The token in the mail's List-Unsubscribe header")
              .takesBytes()
              .answersNothing(204)
              .by(EmailRoutes::unsubscribe));

  private final Database database;

  EmailRoutes(Kernel kernel) {
    database = kernel.database();
  }

  private Response log(Request request) {
    return Response.page(database.page(EmailStore.LOG, request.page(), Binds.none()));
  }

  private Response suppressions(Request request) {
    return Response.page(database.page(EmailStore.SUPPRESSIONS, request.page(), Binds.none()));
  }

  private Response lift(Request request) {
    var id = request.id("id");
    var outcome = database.run(Command.of(EmailStore.lift(id)));
    return switch (outcome.ending()) {
      case null -> Response.noContent();
      case "not_found" -> Response.notFound("suppression", id);
      default -> throw outcome.unexpected();
    };
  }

  private Response unsubscribe(Request request) {
    var parts = request.query("token").split("\\.", 3);
    var outcome =
        database.run(
            Command.of(
                EmailStore.stop(
                    UUID.fromString(parts[0]),
                    UUID.fromString(parts[1]),
                    UUID.fromString(parts[2]))));
    return switch (outcome.ending()) {
      case null -> Response.noContent();
      case "not_found" -> new Response.Failed(404, "NOT_FOUND", "No mail has this token", null);
      default -> throw outcome.unexpected();
    };
  }
}
