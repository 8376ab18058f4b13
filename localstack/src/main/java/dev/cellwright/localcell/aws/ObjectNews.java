package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.s3.ObjectEvent;
import dev.cellwright.localcell.s3.ObjectEvents;
import dev.cellwright.localcell.ses.Topics;
import dev.cellwright.localcell.sqs.AsyncInvocations;
import dev.cellwright.localcell.sqs.Outgoing;
import dev.cellwright.localcell.sqs.Queues;
import java.sql.SQLException;
import java.util.List;

/// Tells what happened to objects to whom their bucket tells it.
///
/// What can't be told is an error in the log: the object is written by then.
record ObjectNews(
    AwsDatabase database,
    ServiceEvents defaultBus,
    Queues queues,
    AsyncInvocations functions,
    Topics topics)
    implements ObjectEvents {
  private static final System.Logger LOG = System.getLogger(ObjectNews.class.getName());
  private static final String S3 = "s3.amazonaws.com";

  @Override
  public void deliver(Destination destination, ObjectEvent event) {
    try {
      switch (destination) {
        case Destination.EventBridge() ->
            defaultBus.put(
                new ServiceEvent(
                    "aws.s3",
                    event.detailType(),
                    event.at(),
                    List.of(event.bucketArn()),
                    event.detail()));
        case Destination.Queue(var arn) -> send(arn, event);
        case Destination.Function(var arn) ->
            queues.arrived(
                database.transact(connection ->
                    functions.enqueue(
                        connection, arn, Outgoing.of(event.records().toString(), S3, null, null))));
        case Destination.Topic(var arn) -> topics.publish(arn, event.records().toString());
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "not told: " + event.name() + " to " + destination, e);
    }
  }

  private void send(String arn, ObjectEvent event) throws SQLException {
    if (!queues.lets(S3, arn, event.bucketArn())) {
      throw new IllegalStateException("the policy of " + arn + " doesn't let S3 send there");
    }
    queues.send(arn, Outgoing.of(event.records().toString(), S3, null, null));
  }
}
