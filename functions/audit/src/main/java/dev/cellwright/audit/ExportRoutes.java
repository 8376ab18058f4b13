package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about files of the trail.
final class ExportRoutes {
  private static final String EXPORT = "/api/v1/audit/export";

  static final List<Route<ExportRoutes>> ROUTES =
      List.of(
          Route.<ExportRoutes>post(EXPORT)
              .named("request_audit_export", "Have a time of the trail written to a file")
              .asks("audit.export")
              .takes(NewExport.class)
              .answers(202, Export.class)
              .by(ExportRoutes::request),
          Route.<ExportRoutes>get(EXPORT + "/{jobId}")
              .named("show_audit_export", "Read how far a file of the trail is, and where it is")
              .asks("audit.export")
              .answers(Export.class)
              .by(ExportRoutes::show));

  private final RequestExport requestExport;
  private final ShowExport showExport;

  ExportRoutes(Kernel kernel) {
    requestExport = new RequestExport(kernel.database(), kernel.ids());
    showExport = new ShowExport(kernel);
  }

  private Response request(Request request) {
    return switch (requestExport.request(request.body(NewExport.class))) {
      case RequestExport.Outcome.Requested(var export) ->
          new Response.Good(
              202, export, List.of(new Response.Header("Location", EXPORT + "/" + export.id())));
      case RequestExport.Outcome.NoTime() -> Response.invalid("to", "must be later than from");
    };
  }

  private Response show(Request request) {
    return switch (showExport.show(request.id("jobId"))) {
      case ShowExport.Outcome.Shown(var export) -> Response.ok(export);
      case ShowExport.Outcome.NotFound(var id) -> Response.notFound("export", id);
    };
  }
}
