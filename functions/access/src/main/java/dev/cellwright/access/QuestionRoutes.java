package dev.cellwright.access;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.StatementFailed;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.FieldError;
import java.util.List;

/// What may be done, and what each ending says over HTTP.
final class QuestionRoutes {
  /// Of a permission that no model in force has.
  private static final String NO_SUCH_PERMISSION = "CW410";

  static final ParameterType TYPE =
      ParameterType.matching("[a-z][a-z_]*", 64, "must be an entity type, such as task");

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
              .mayFindNothing()
              .answers(Checked.class)
              .keepsNoAnswer()
              .by(QuestionRoutes::check),
          Route.<QuestionRoutes>get("/api/v1/permissions/my-access")
              .named("list_my_access", "List what one may do with the things of a type")
              .asks("permission.check")
              .query("namespace", TYPE, "The things' type.")
              .lists(QuestionStore.MY_ACCESS)
              .by(QuestionRoutes::myAccess));

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
    var asked = request.body(Questions.class);
    var several = asked.checks() != null;
    var questions = asked.all();
    var supposed = asked.supposed();
    var outcome =
        supposed.isEmpty()
            ? checkPermissions.check(questions)
            : checkPermissions.checkSupposing(questions, supposed);
    return switch (outcome) {
      case CheckPermissions.Outcome.Answers(var allowed) ->
          Response.ok(several ? Checked.several(allowed) : Checked.one(allowed.getFirst()));
      case CheckPermissions.Outcome.NotInModel(var faults) ->
          new Response.Invalid(
              faults.stream().map(fault -> named(fault, questions, several)).toList());
      case CheckPermissions.Outcome.Unthinkable(var error) ->
          Response.invalid(error.field(), error.message());
      case CheckPermissions.Outcome.NotThere(var type, var id) -> Response.notFound(type, id);
      case CheckPermissions.Outcome.NotYours() -> ReasonRoutes.notYours();
    };
  }

  private Response myAccess(Request request) {
    var namespace = request.query("namespace");
    try {
      return Response.page(
          database.page(
              QuestionStore.myAccess(namespace), request.page(), Binds.of("namespace", namespace)));
    } catch (StatementFailed e) {
      if (e.sqlState().equals(NO_SUCH_PERMISSION)) {
        return Response.invalid("namespace", "is not a type of this cell that can be viewed");
      }
      throw e;
    }
  }

  private static FieldError named(
      CheckPermissions.Fault fault, List<Question> questions, boolean several) {
    var error = questions.get(fault.place()).named(fault.error());
    return several
        ? new FieldError("checks[" + fault.place() + "]." + error.field(), error.message())
        : error;
  }
}
