package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.postgres.LocalPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A process that sends and receives messages and dies without a word.
final class DyingCell {
  static final String QUEUE = "outlives";

  private DyingCell() {}

  public static void main(String[] arguments) throws Exception {
    var front = front(LocalPostgres.start(Path.of(arguments[0])));
    var queues = front.queues();
    var arn = queues.create(QUEUE, QueueSettings.USUAL);
    for (var i = 0; i < 50; i++) {
      queues.send(arn, Outgoing.of("message " + i, "tester", null, null));
    }
    queues.receive(queues.queue(arn), 10, Duration.ofHours(1), Duration.ZERO);
    Runtime.getRuntime().halt(9);
  }

  static AwsFront front(LocalPostgres postgres) {
    return AwsFront.start(
        new AwsFront.Settings(
            "eu-central-1",
            "111122223333",
            postgres,
            new Callers(),
            new CallLog(),
            new Faults(),
            InstantSource.system()));
  }
}
