package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Feature;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.event.Schedule;
import dev.cellwright.kernel.http.Route;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/// Modules made up for tests: three core ones, one optional, and one as large as needed.
final class TestingModules {
  private TestingModules() {}

  static ModuleDeclaration identity() {
    return ModuleDeclaration.core("identity", "1.0.0")
        .summary("People and organizations.")
        .feature(new Feature.Number("maxTeamSize", 20, 1, 1000, "Members of a team."))
        .uses(CellResource.TOKEN_SIGNING)
        .uses(CellResource.EMAIL)
        .routes(List.of(get("/api/v1/users/me"), post("/api/v1/auth/login")))
        .build();
  }

  static ModuleDeclaration operations() {
    return ModuleDeclaration.core("operations", "1.0.0")
        .summary("Health and documents.")
        .uses(CellResource.EXPORTS)
        .usesBehind(CellResource.SEALS)
        .alarmed("OldestUnsealedRow", 300, "rows of the trail wait for their seal")
        .alarmedForSecurity("TrailComplaints", 0, "the trail and its seals don't agree")
        .runs(List.of(job("sealTrail", "*/15 * * * *", ZoneId.of("UTC"))))
        .routes(List.of(get("/api/v1/health"), get("/docs")))
        .asksNobody()
        .build();
  }

  /// Named as the one that hears what became of mail.
  static ModuleDeclaration notifications() {
    return ModuleDeclaration.core("notifications", "1.0.0")
        .summary("Mail, pushes and the WebSocket.")
        .publishes("email.due", Due.class)
        .uses(CellResource.SOCKETS)
        .usesBehind(CellResource.EMAIL)
        .usesBehind(CellResource.PUSH)
        .sockets()
        .listens(
            List.of(
                listener("user.registered"),
                listener("user.*"),
                listener("email.due"),
                listener("aws.ses")))
        .runs(List.of(job("sendDigest", "0 7 * * 1-5", ZoneId.of("Europe/Berlin"))))
        .routes(List.of(get("/api/v1/notifications")))
        .build();
  }

  static ModuleDeclaration tasks() {
    return ModuleDeclaration.optional("tasks", "1.2.0")
        .summary("Boards, columns and tasks.")
        .dependsOn("identity")
        .feature(new Feature.Switch("enableKanban", true, "Boards with columns."))
        .publishes("task.completed", Due.class)
        .listens(List.of(listener("*")))
        .routes(List.of(get("/api/v1/tasks"), post("/api/v1/tasks"), get("/api/v1/tasks/{id}")))
        .build();
  }

  /// A module whose routes make this many API resources besides those they share with others.
  static ModuleDeclaration large(String name, int resources) {
    return ModuleDeclaration.optional(name, "1.0.0")
        .summary("Large.")
        .routes(
            IntStream.range(0, resources).mapToObj(i -> get("/api/v1/" + name + "/" + i)).toList())
        .build();
  }

  /// A module with a route below another's collection.
  static ModuleDeclaration below(String collection, String name) {
    return ModuleDeclaration.optional(name, "1.0.0")
        .summary("Below.")
        .routes(List.of(get("/api/v1/" + collection + "/linked")))
        .build();
  }

  static ModuleCatalogue catalogue() {
    return new ModuleCatalogue(List.of(identity(), operations(), notifications(), tasks()));
  }

  /// The data of an event.
  record Due(String what) {}

  private static Listener<Object> listener(String pattern) {
    return Listener.<Object>to(pattern)
        .named("hear_" + pattern.replaceAll("[^a-z]", "_"))
        .by((_, _) -> {
          throw new UnsupportedOperationException("never called");
        });
  }

  private static Schedule<Object> job(String name, String cron, ZoneId zone) {
    return Schedule.<Object>named(name)
        .summary("For tests.")
        .cron(cron)
        .in(zone)
        .by((_, _) -> {
          throw new UnsupportedOperationException("never called");
        });
  }

  private static Route<Object> get(String path) {
    return route(Route.get(path), "get" + path);
  }

  private static Route<Object> post(String path) {
    return route(Route.post(path), "post" + path);
  }

  private static Route<Object> route(Route.Builder<Object> route, String name) {
    return route
        .named(name.replaceAll("[^A-Za-z0-9]", "_"), "For tests.")
        .open()
        .by((_, _) -> {
          throw new UnsupportedOperationException("never called");
        });
  }
}
