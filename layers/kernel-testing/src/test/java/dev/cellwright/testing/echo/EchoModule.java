package dev.cellwright.testing.echo;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.BoundListener;
import dev.cellwright.kernel.event.BoundSchedule;
import dev.cellwright.kernel.http.Endpoint;
import java.util.List;

/// Notes what it hears.
public final class EchoModule implements CellModule {
  record Note() {}

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.optional("echo", "1.0.0")
        .summary("Notes what it hears.")
        .dependsOn("identity")
        .publishes("note.taken", Note.class)
        .publishes("note.due", Note.class)
        .listens(EchoListeners.LISTENERS)
        .runs(EchoJobs.SCHEDULES)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    return List.of();
  }

  @Override
  public List<BoundListener> listeners(Kernel kernel) {
    return BoundListener.bind(EchoListeners.LISTENERS, new EchoListeners(kernel.database()));
  }

  @Override
  public List<BoundSchedule> schedules(Kernel kernel) {
    return BoundSchedule.bind(EchoJobs.SCHEDULES, new EchoJobs(kernel.database()));
  }
}
