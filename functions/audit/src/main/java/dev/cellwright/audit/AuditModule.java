package dev.cellwright.audit;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.BoundListener;
import dev.cellwright.kernel.event.BoundSchedule;
import dev.cellwright.kernel.event.Errand;
import dev.cellwright.kernel.http.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Declares the audit module.
public final class AuditModule implements CellModule {

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("audit", "1.0.0")
        .summary("The trail: shown, exported, sealed so that a stranger can verify it, archived.")
        .dependsOn("identity")
        .routes(TrailRoutes.ROUTES)
        .routes(ExportRoutes.ROUTES)
        .routes(RetentionRoutes.ROUTES)
        .routes(SealRoutes.ROUTES)
        .publishesInside("audit_export.requested", ExportEvent.Requested.class)
        .publishes("audit_export.completed", ExportEvent.Completed.class)
        .listens(AuditListeners.LISTENERS)
        .runs(AuditJobs.SCHEDULES)
        .feature(KeptMonths.DEFAULT)
        .feature(KeptMonths.LEAST)
        .feature(KeptMonths.MOST)
        .uses(CellResource.EXPORTS)
        .usesBehind(CellResource.EXPORTS)
        .usesBehind(CellResource.SEALS)
        .alarmed("OldestUnsealedRow", 300, "rows of the trail wait for their seal")
        .alarmedForSecurity("TrailComplaints", 0, "the trail, its seals and the bucket don't agree")
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(Endpoint.bind(TrailRoutes.ROUTES, new TrailRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(ExportRoutes.ROUTES, new ExportRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(RetentionRoutes.ROUTES, new RetentionRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(SealRoutes.ROUTES, new SealRoutes(kernel)));
    return endpoints;
  }

  @Override
  public List<BoundListener> listeners(Kernel kernel) {
    return BoundListener.bind(AuditListeners.LISTENERS, new AuditListeners(kernel));
  }

  @Override
  public List<BoundSchedule> schedules(Kernel kernel) {
    return BoundSchedule.bind(AuditJobs.SCHEDULES, new AuditJobs(kernel));
  }

  @Override
  public Map<String, Errand> errands(Kernel kernel) {
    return Map.of("verify", VerifyErrand.of(kernel));
  }
}
