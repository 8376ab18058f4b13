package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.Objects;

/// Every path about how long the trail is kept.
final class RetentionRoutes {
  static final List<Route<RetentionRoutes>> ROUTES =
      List.of(
          Route.<RetentionRoutes>get("/api/v1/audit/retention")
              .named("show_retention", "Read for how long the trail is kept")
              .asks("audit.view")
              .answers(Retention.class)
              .by(RetentionRoutes::show),
          Route.<RetentionRoutes>put("/api/v1/audit/retention")
              .named("choose_retention", "Say for how long the trail is kept")
              .asks("audit.retain")
              .takes(NewRetention.class)
              .answers(Retention.class)
              .by(RetentionRoutes::choose));

  private final Database database;
  private final KeptMonths kept;
  private final ChooseRetention chooseRetention;

  RetentionRoutes(Kernel kernel) {
    database = kernel.database();
    kept = KeptMonths.of(kernel.features());
    chooseRetention = new ChooseRetention(database, kept);
  }

  private Response show(Request request) {
    return Response.ok(
        Objects.requireNonNull(database.first(RetentionStore.ONE, RetentionStore.bounds(kept))));
  }

  private Response choose(Request request) {
    return switch (chooseRetention.choose(request.body(NewRetention.class).months())) {
      case ChooseRetention.Outcome.Chosen(var retention) -> Response.ok(retention);
      case ChooseRetention.Outcome.OutOfBounds(var least, var most) ->
          Response.invalid("months", "must be between " + least + " and " + most);
    };
  }
}
