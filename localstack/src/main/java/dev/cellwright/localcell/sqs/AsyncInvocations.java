package dev.cellwright.localcell.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Trace;
import dev.cellwright.localcell.lambda.Invocation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// Asynchronous invocations of functions, kept in a queue of the host's own until they succeeded.
///
/// As Lambda does, a failed one is tried twice again, after one and two minutes, and then given up.
public final class AsyncInvocations implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AsyncInvocations.class.getName());
  private static final int CONCURRENCY = 10;
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
  private static final QueueSettings SETTINGS =
      QueueSettings.USUAL.withVisibilityTimeout(Duration.ofMinutes(16));

  private final Queues queues;
  private final CallLog calls;
  private final Map<String, Queue> byFunction = new ConcurrentHashMap<>();
  private final Map<String, QueuePoller> pollers = new ConcurrentHashMap<>();

  public AsyncInvocations(Queues queues, CallLog calls) {
    this.queues = queues;
    this.calls = calls;
  }

  /// Lets a function be invoked this way. What was kept for it runs now.
  public void start(String functionArn, SourceMapping.Function function) throws SQLException {
    var queue = queues.make("invoke " + functionArn, SETTINGS);
    byFunction.put(functionArn, queue);
    pollers.put(
        functionArn,
        QueuePoller.start(
            queues,
            queue,
            new QueuePoller.Settings(1, Duration.ZERO, CONCURRENCY),
            batch -> run(queue, function, batch.getFirst())));
  }

  public boolean has(String functionArn) {
    return byFunction.containsKey(functionArn);
  }

  /// Keeps an invocation within somebody's transaction; answers the queue that [Queues#arrived] is
  /// to be told of, once it ended.
  public String enqueue(Connection connection, String functionArn, Outgoing event)
      throws SQLException {
    var queue = byFunction.get(functionArn);
    if (queue == null) {
      throw new IllegalArgumentException(
          "the function " + functionArn + " is not invoked asynchronously");
    }
    queues.enqueue(connection, queue.arn(), event);
    return queue.arn();
  }

  private void run(Queue queue, SourceMapping.Function function, Message message)
      throws SQLException, InterruptedException, ExecutionException {
    var root = Trace.newRoot();
    var cause = Trace.rootOf(message.trace());
    if (cause != null) {
      calls.setOff(cause, root);
    }
    var invocation =
        function
            .invoke(
                message.body().getBytes(UTF_8), UUID.randomUUID().toString(), Trace.header(root))
            .get();
    if (invocation instanceof Invocation.Answered) {
      queues.delete(queue, List.of(message.handle()));
    } else if (message.receiveCount() <= PAUSES.size()) {
      var _ = queues.changeVisibility(queue, message.handle(), pause(message));
    } else {
      LOG.log(System.Logger.Level.ERROR, "given up: {0}: {1}", queue.name(), invocation);
      queues.delete(queue, List.of(message.handle()));
    }
  }

  private static Duration pause(Message message) {
    return PAUSES.get(Math.max(message.receiveCount(), 1) - 1);
  }

  @Override
  public void close() {
    pollers.values().forEach(QueuePoller::stop);
    pollers.values().forEach(QueuePoller::close);
  }
}
