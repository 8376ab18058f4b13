package dev.cellwright.access;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.FieldError;
import java.util.List;

/// Questions about access, and what each ending says over HTTP.
final class QuestionRoutes {
  static final List<Route<QuestionRoutes>> ROUTES =
      List.of(
          Route.<QuestionRoutes>get("/api/v1/permissions")
              .named("list_permissions", "Read all permissions of the cell")
              .asks("permission.check")
              .answers(Permissions.class)
              .by(QuestionRoutes::permissions),
          Route.<QuestionRoutes>post("/api/v1/permissions/check")
              .named("check_permissions", "Ask whether somebody may do something")
              .asks("permission.check")
              .rate(RateClass.READ)
              .takes(Questions.class)
              .answers(Checked.class)
              .keepsNoAnswer()
              .by(QuestionRoutes::check));

  private final Database database;
  private final CheckPermissions checkPermissions;

  QuestionRoutes(Kernel kernel) {
    database = kernel.database();
    checkPermissions = new CheckPermissions(database);
  }

  private Response permissions(Request request) {
    return Response.ok(new Permissions(database.all(ModelStore.PERMISSIONS, Binds.none())));
  }

  private Response check(Request request) {
    var questions = request.body(Questions.class);
    var several = questions.checks() != null;
    return switch (checkPermissions.check(questions.all())) {
      case CheckPermissions.Outcome.Answers(var allowed) ->
          Response.ok(several ? Checked.several(allowed) : Checked.one(allowed.getFirst()));
      case CheckPermissions.Outcome.NotInModel(var faults) ->
          new Response.Invalid(faults.stream().map(fault -> named(fault, several)).toList());
      case CheckPermissions.Outcome.NotYours() -> notYours();
    };
  }

  private static FieldError named(CheckPermissions.Fault fault, boolean several) {
    return several
        ? new FieldError(
            "checks[" + fault.place() + "]." + fault.error().field(), fault.error().message())
        : fault.error();
  }

  private static Response notYours() {
    return Response.forbidden("Only who shares a thing may see others' access to it");
  }
}
