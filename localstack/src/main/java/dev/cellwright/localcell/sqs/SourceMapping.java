package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Trace;
import dev.cellwright.localcell.lambda.Invocation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/// Hands the messages of a queue to a function, as Lambda's event source mapping does.
///
/// What succeeded is deleted; the rest comes again after its visibility timeout.
public final class SourceMapping implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SourceMapping.class.getName());

  /// What a template says of it.
  ///
  /// @param window how long a batch waits to become full
  /// @param concurrency how many batches are at the function at once
  /// @param partial whether the function answers which messages failed
  public record Settings(
      String queueArn, int batchSize, Duration window, int concurrency, boolean partial) {}

  /// The function, or a test's stand-in for it.
  @FunctionalInterface
  public interface Function {
    CompletableFuture<Invocation> invoke(byte[] event, String requestId, String traceHeader);
  }

  private final Queues queues;
  private final Queue queue;
  private final boolean partial;
  private final Function function;
  private final CallLog calls;
  private final QueuePoller poller;

  private SourceMapping(Queues queues, Settings settings, Function function, CallLog calls) {
    this.queues = queues;
    this.queue = queues.queue(settings.queueArn());
    this.partial = settings.partial();
    this.function = function;
    this.calls = calls;
    this.poller =
        QueuePoller.start(
            queues,
            queue,
            new QueuePoller.Settings(
                settings.batchSize(), settings.window(), settings.concurrency()),
            this::handle);
  }

  public static SourceMapping start(
      Queues queues, Settings settings, Function function, CallLog calls) {
    return new SourceMapping(queues, settings, function, calls);
  }

  private void handle(List<Message> batch)
      throws SQLException, InterruptedException, ExecutionException {
    var event = SqsEvent.of(batch, queue.arn(), queues.place().region());
    if (event.messages().size() < batch.size()) {
      var tooMany = batch.subList(event.messages().size(), batch.size());
      queues.release(queue, tooMany.stream().map(Message::id).toList());
    }
    var root = Trace.newRoot();
    for (var message : event.messages()) {
      var cause = Trace.rootOf(message.trace());
      if (cause != null) {
        calls.setOff(cause, root);
      }
    }
    var invocation =
        function.invoke(event.json(), UUID.randomUUID().toString(), Trace.header(root)).get();
    var failed = failed(invocation, event.messages());
    var done =
        event.messages().stream()
            .filter(each -> !failed.contains(each.id().toString()))
            .map(Message::handle)
            .toList();
    if (!done.isEmpty()) {
      queues.delete(queue, done);
    }
  }

  private Set<String> failed(Invocation invocation, List<Message> messages) {
    var all = messages.stream().map(each -> each.id().toString()).collect(Collectors.toSet());
    return switch (invocation) {
      case Invocation.Answered(var payload) when partial ->
          switch (BatchAnswer.of(payload, all)) {
            case BatchAnswer.Failures(var ids) -> ids;
            case BatchAnswer.Malformed(var reason) -> {
              complain("answered " + reason + ", so all of its batch counts as failed");
              yield all;
            }
          };
      case Invocation.Answered _ -> Set.of();
      case Invocation.Failed(var type, var message) -> {
        complain("failed: " + message + " (" + type + ")");
        yield all;
      }
      case Invocation.TimedOut(var after) -> {
        complain("took longer than " + after.toSeconds() + " s");
        yield all;
      }
      case Invocation.EventTooLarge(var bytes) -> {
        complain("can't be given " + bytes + " bytes");
        yield all;
      }
    };
  }

  private void complain(String what) {
    LOG.log(System.Logger.Level.WARNING, "the function of {0} {1}", queue.name(), what);
  }

  /// Closes several at once, so that they are waited for together.
  public static void closeAll(Collection<SourceMapping> mappings) {
    mappings.forEach(each -> each.poller.stop());
    mappings.forEach(SourceMapping::close);
  }

  @Override
  public void close() {
    poller.close();
  }
}
