package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.event.Run;
import dev.cellwright.kernel.event.Schedule;
import dev.cellwright.kernel.socket.Sockets;
import java.util.List;

/// What is done about connections at its times.
final class SocketJobs {
  static final List<Schedule<SocketJobs>> SCHEDULES =
      List.of(
          Schedule.<SocketJobs>named("sweepConnections")
              .summary(
                  "Closes connections whose access token ended, forgets those of which API Gateway"
                      + " did not tell that they are gone, and empties rooms where nothing happened"
                      + " for a day.")
              .cron("*/15 * * * *")
              .by(SocketJobs::sweep));

  private final SweepConnections sweepConnections;

  SocketJobs(Kernel kernel) {
    sweepConnections =
        new SweepConnections(
            kernel.database(),
            new CloseConnections(kernel.database(), new Sockets(kernel.aws().sockets())));
  }

  private void sweep(Run run) {
    var swept = sweepConnections.sweep();
    run.result()
        .put("closed", swept.closed())
        .put("left", swept.left())
        .put("emptied", swept.emptied());
  }
}
