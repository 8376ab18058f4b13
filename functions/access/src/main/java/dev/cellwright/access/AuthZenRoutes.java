package dev.cellwright.access;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The OpenID AuthZEN Authorization API 1.0, for members' own programs and gateways.
final class AuthZenRoutes {
  /// Answered as it was sent (AuthZEN 1.0, 10.1).
  private static final String REQUEST_ID = "X-Request-ID";

  static final List<Route<AuthZenRoutes>> ROUTES =
      List.of(
          Route.<AuthZenRoutes>post("/access/v1/evaluation")
              .named("evaluate_access", "Decide an access evaluation (AuthZEN)")
              .asks("permission.check")
              .rate(RateClass.READ)
              .takes(Evaluation.class)
              .answers(Decision.class)
              .keepsNoAnswer()
              .by(AuthZenRoutes::evaluation),
          Route.<AuthZenRoutes>post("/access/v1/evaluations")
              .named("evaluate_accesses", "Decide several access evaluations (AuthZEN)")
              .asks("permission.check")
              .rate(RateClass.READ)
              .takes(Evaluations.class)
              .answers(Decisions.class)
              .keepsNoAnswer()
              .by(AuthZenRoutes::evaluations),
          Route.<AuthZenRoutes>get("/.well-known/authzen-configuration")
              .named("show_authzen_configuration", "Read where AuthZEN evaluations are decided")
              .open()
              .answers(AuthZenConfiguration.class)
              .by(AuthZenRoutes::configuration));

  private final Kernel kernel;
  private final Evaluate evaluate;

  AuthZenRoutes(Kernel kernel) {
    this.kernel = kernel;
    evaluate = new Evaluate(kernel.database());
  }

  private Response evaluation(Request request) {
    var asked = List.of(request.body(Evaluation.class));
    return identified(request, Response.ok(evaluate.decide(asked, null).getFirst()));
  }

  private Response evaluations(Request request) {
    var asked = request.body(Evaluations.class);
    if (asked.isOne()) {
      var decision = evaluate.decide(asked.all(), null).getFirst();
      return identified(request, Response.ok(new Decisions(decision.decision(), null)));
    }
    var decisions = evaluate.decide(asked.all(), "evaluations");
    return identified(
        request, Response.ok(new Decisions(null, upTo(asked.stopsAt(), decisions))));
  }

  private Response configuration(Request request) {
    return Response.ok(AuthZenConfiguration.at(kernel.address(request)));
  }

  /// The decisions up to the first one that ends the evaluation.
  private static List<Decision> upTo(
      @Nullable Boolean end, List<Decision> decisions) {
    for (int i = 0; end != null && i < decisions.size(); i++) {
      if (decisions.get(i).decision() == end) {
        return decisions.subList(0, i + 1);
      }
    }
    return decisions;
  }

  private static Response identified(Request request, Response.Good answer) {
    var id = request.header(REQUEST_ID);
    return id == null ? answer : answer.with(REQUEST_ID, id);
  }
}
