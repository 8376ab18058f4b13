package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listener;
import java.util.List;

/// What the module reacts to.
final class AuditListeners {
  static final List<Listener<AuditListeners>> LISTENERS =
      List.of(
          Listener.<AuditListeners>to("audit_export.requested")
              .named("write_export")
              .repeatable()
              .by(AuditListeners::write));

  private final WriteExport writeExport;

  AuditListeners(Kernel kernel) {
    writeExport = new WriteExport(kernel);
  }

  private void write(Event event) {
    writeExport.write(event.entityId());
  }
}
