package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.event.Run;
import dev.cellwright.kernel.event.Schedule;
import dev.cellwright.kernel.observe.Gauges;
import java.util.List;

/// What the module does at its times.
final class AuditJobs {
  static final List<Schedule<AuditJobs>> SCHEDULES =
      List.of(
          Schedule.<AuditJobs>named("seal")
              .summary("Seals the trail's new rows.")
              .cron("* * * * *")
              .by(AuditJobs::seal),
          Schedule.<AuditJobs>named("archiveOld")
              .summary("Moves rows that are older than an organization keeps into the archive.")
              .cron("17 3 1 * *")
              .by(AuditJobs::archive),
          Schedule.<AuditJobs>named("verify")
              .summary("Compares the trail, its seals and the bucket, as far as a day goes back.")
              .cron("43 4 * * *")
              .by(AuditJobs::verify));

  private final Kernel kernel;
  private final Gauges gauges;

  AuditJobs(Kernel kernel) {
    this.kernel = kernel;
    gauges = Gauges.of(kernel.environment());
  }

  private void seal(Run run) {
    var sealTrail = Sealer.of(kernel);
    try {
      var sealed = sealTrail.seal();
      run.result().put("seals", sealed.seals()).put("rows", sealed.rows());
    } finally {
      var standing = sealTrail.standing();
      // Over five minutes is an alarm.
      gauges.seconds("OldestUnsealedRow", standing.waitingSeconds());
      run.result()
          .put("number", standing.number())
          .put("waiting_seconds", standing.waitingSeconds());
    }
  }

  private void archive(Run run) {
    var archived = new ArchiveTrail(kernel).archive();
    run.result().put("archives", archived.archives()).put("rows", archived.rows());
  }

  private void verify(Run run) {
    var verified = new VerifyCell(kernel).verifyNewest();
    run.result().put("seals", verified.seals());
    gauges.count("TrailComplaints", verified.complaints().size());
    if (!verified.finished()) {
      throw new IllegalStateException("there was no time for the seals behind " + verified.last());
    }
    if (!verified.complaints().isEmpty()) {
      throw new IllegalStateException("the trail doesn't verify: " + verified.complaints());
    }
  }
}
