package dev.cellwright.kernel.observe;

import dev.cellwright.kernel.data.DataApi;
import dev.cellwright.kernel.http.Endpoint;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Tells whether a function is alive, and whether it can serve. Every module has it.
public final class Health {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// That the process runs.
  @Cleared(Clearance.PUBLIC)
  public record Liveness(String status, @Doc("Seconds since the sandbox started") long uptime) {}

  /// That the process can serve.
  @Cleared(Clearance.PUBLIC)
  public record Readiness(String status, Checks checks) {}

  /// What readiness rests on, each `fulfilled` or `rejected`.
  @Cleared(Clearance.PUBLIC)
  public record Checks(String database) {}

  private final DataApi database;
  private final InstantSource clock;
  private final Instant started;

  private Health(DataApi database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.started = clock.instant();
  }

  /// A module's own health routes.
  ///
  /// @param under the path they stand under: `/health` for the cell, `/health/tasks` for a module
  public static List<Route<Health>> routes(String under) {
    var suffix = under.replaceFirst("^/health", "").replace('/', '_');
    return List.of(
        Route.<Health>get(under + "/live")
            .named("health_live" + suffix, "Whether the function is alive")
            .open()
            .answers(Liveness.class)
            .by(Health::live),
        Route.<Health>get(under + "/ready")
            .named("health_ready" + suffix, "Whether the function can serve")
            .open()
            .answers(Readiness.class)
            .by(Health::ready));
  }

  /// Binds health routes to a running function.
  public static List<Endpoint> endpoints(String under, DataApi database, InstantSource clock) {
    return Endpoint.bind(routes(under), new Health(database, clock));
  }

  private Response live(Request request) {
    return Response.ok(new Liveness("ok", Duration.between(started, clock.instant()).toSeconds()));
  }

  private Response ready(Request request) {
    var answers = database.answers(PATIENCE);
    return new Response.Good(
        answers ? 200 : 503,
        new Readiness(
            answers ? "ready" : "degraded", new Checks(answers ? "fulfilled" : "rejected")),
        List.of());
  }
}
