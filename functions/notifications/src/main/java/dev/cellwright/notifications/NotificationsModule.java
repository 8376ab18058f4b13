package dev.cellwright.notifications;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.BoundListener;
import dev.cellwright.kernel.event.BoundSchedule;
import dev.cellwright.kernel.http.Endpoint;
import dev.cellwright.kernel.socket.SocketHandler;
import dev.cellwright.kernel.socket.Sockets;
import java.util.List;

/// Declares the notifications module.
public final class NotificationsModule implements CellModule {

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("notifications", "1.0.0")
        .summary("What people are told of, in which ways, and when.")
        .dependsOn("identity", "access")
        .routes(FeedRoutes.ROUTES)
        .listens(SocketListeners.LISTENERS)
        .runs(SocketJobs.SCHEDULES)
        .sockets()
        .usesBehind(CellResource.SOCKETS)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    return Endpoint.bind(FeedRoutes.ROUTES, new FeedRoutes(kernel));
  }

  @Override
  public List<BoundListener> listeners(Kernel kernel) {
    return BoundListener.bind(SocketListeners.LISTENERS, new SocketListeners(kernel));
  }

  @Override
  public List<BoundSchedule> schedules(Kernel kernel) {
    return BoundSchedule.bind(SocketJobs.SCHEDULES, new SocketJobs(kernel));
  }

  @Override
  public SocketHandler sockets(Kernel kernel) {
    return new SocketActions(kernel, new Sockets(kernel.aws().sockets()));
  }
}
