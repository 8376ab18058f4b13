package dev.cellwright.access;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.InvalidShape;
import java.util.List;
import java.util.UUID;

/// Who has access, why, and what a change would do; and what each ending says over HTTP.
final class ReasonRoutes {
  private static final int USUAL_ROWS = 25;

  static final List<Route<ReasonRoutes>> ROUTES =
      List.of(
          Route.<ReasonRoutes>post("/api/v1/permissions/explain")
              .named("explain_permission", "Ask why somebody may do something, or why not")
              .asks("permission.check")
              .rate(RateClass.READ)
              .takes(Question.class)
              .answers(Explained.class)
              .keepsNoAnswer()
              .by(ReasonRoutes::explain),
          Route.<ReasonRoutes>post("/api/v1/permissions/expand")
              .named("expand_relation", "Ask what a relation to a thing is made of")
              .asks("permission.check")
              .rate(RateClass.READ)
              .takes(RelationQuestion.class)
              .answers(Expanded.class)
              .keepsNoAnswer()
              .by(ReasonRoutes::expand),
          Route.<ReasonRoutes>get("/api/v1/permissions/audit")
              .named("audit_permissions", "Read who has access to a thing, and by what way")
              .asks("permission.check")
              .query("namespace", QuestionRoutes.TYPE, "The thing's type.")
              .query("object_id", ParameterType.uuid(), "The thing.")
              .queryIfAny(
                  "limit",
                  ParameterType.matching(
                      "[1-9][0-9]?|100", 3, "must be a whole number from 1 to 100"),
                  "How many rows; 25 unless given.")
              .queryIfAny(
                  "cursor",
                  ParameterType.matching(
                      "[a-z_]+/-?([0-9]{1,4}|[12][0-9]{4}|3[01][0-9]{3})/"
                          + ParameterType.UUID_FORM,
                      200,
                      "is not one that this list has answered"),
                  "Where to go on, from the last page's meta.")
              .answers(Audit.class)
              .by(ReasonRoutes::audit),
          Route.<ReasonRoutes>post("/api/v1/permissions/list-objects")
              .named("list_objects", "Ask to which things somebody has a relation")
              .asks("permission.check")
              .rate(RateClass.READ)
              .takes(ObjectsQuestion.class)
              .answers(FoundObjects.class)
              .keepsNoAnswer()
              .by(ReasonRoutes::objects),
          Route.<ReasonRoutes>post("/api/v1/permissions/list-users")
              .named("list_users", "Ask who has a relation to a thing")
              .asks("permission.check")
              .rate(RateClass.READ)
              .takes(SubjectsQuestion.class)
              .answers(FoundSubjects.class)
              .keepsNoAnswer()
              .by(ReasonRoutes::subjects),
          Route.<ReasonRoutes>post("/api/v1/permissions/what-if")
              .named("think_through_changes", "Ask who would gain and lose what by changes")
              .asks("permission.view")
              .takes(WhatIf.class)
              .answers(Consequences.class)
              .keepsNoAnswer()
              .by(ReasonRoutes::whatIf));

  private final AskReasons reasons;

  ReasonRoutes(Kernel kernel) {
    reasons = new AskReasons(kernel.database());
  }

  private Response explain(Request request) {
    var question = request.body(Question.class);
    if (!question.isWhole()) {
      throw new InvalidShape("relation", "is required, or permission in its place");
    }
    var reply = reasons.explain(question);
    return answer(
        reply instanceof Reply.NotInModel<Explained>(var error)
            ? new Reply.NotInModel<Explained>(question.named(error))
            : reply,
        question.namespace(),
        question.objectId());
  }

  private Response expand(Request request) {
    var question = request.body(RelationQuestion.class);
    return answer(reasons.expand(question), question.namespace(), question.objectId());
  }

  private Response audit(Request request) {
    var namespace = request.query("namespace");
    var object = UUID.fromString(request.query("object_id"));
    var limit = request.queryIfAny("limit");
    return answer(
        reasons.audit(
            namespace,
            object,
            request.queryIfAny("cursor"),
            limit == null ? USUAL_ROWS : Integer.parseInt(limit)),
        namespace,
        object);
  }

  private Response objects(Request request) {
    var question = request.body(ObjectsQuestion.class);
    // Without an object there is none that could be missing.
    return answer(reasons.objects(question), question.namespace(), new UUID(0, 0));
  }

  private Response subjects(Request request) {
    var question = request.body(SubjectsQuestion.class);
    return answer(reasons.subjects(question), question.namespace(), question.objectId());
  }

  private Response whatIf(Request request) {
    return answer(reasons.whatIf(request.body(WhatIf.class)), "", new UUID(0, 0));
  }

  private static <T extends Record> Response answer(Reply<T> reply, String type, UUID object) {
    return switch (reply) {
      case Reply.Told<T>(var told) -> Response.ok(told);
      case Reply.NotInModel<T>(var error) -> Response.invalid(error.field(), error.message());
      case Reply.NotThere<T>() -> Response.notFound(type, object);
      case Reply.Missing<T>(var missing, var id) -> Response.notFound(missing, id);
      case Reply.NeededByLink<T>(var link) -> PermissionRoutes.neededByLink(link);
      case Reply.Cycle<T>() -> PermissionRoutes.cycle();
      case Reply.TooDeep<T>() -> PermissionRoutes.tooDeep();
      case Reply.NotYours<T>() -> notYours();
    };
  }

  static Response notYours() {
    return Response.forbidden("Only who shares a thing may see others' access to it");
  }
}
