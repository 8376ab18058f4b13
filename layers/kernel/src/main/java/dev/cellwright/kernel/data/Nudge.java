package dev.cellwright.kernel.data;

import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.kernel.observe.TraceHeader;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

/// Tells the relay that an event waits. It may fail: the relay's sweep finds the event all the
/// same, up to a minute later.
public final class Nudge {
  private static final Logger LOG = LoggerFactory.getLogger(Nudge.class);

  /// The command has taken effect, and somebody waits for its answer.
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final @Nullable Supplier<SqsClient> queues;
  private final String queueUrl;

  private Nudge(@Nullable Supplier<SqsClient> queues, String queueUrl) {
    this.queues = queues;
    this.queueUrl = queueUrl;
  }

  /// To the queue that `RELAY_QUEUE_URL` names; without one nobody is told.
  public static Nudge of(Environment environment, Aws aws) {
    var url = environment.find("RELAY_QUEUE_URL");
    return url == null ? none() : new Nudge(aws.later(() -> aws.sqs(LONGEST, LONGEST)), url);
  }

  /// Tells nobody.
  public static Nudge none() {
    return new Nudge(null, "");
  }

  /// Sends the trace along and nothing else: which events there are, the database knows.
  void send() {
    if (queues == null) {
      return;
    }
    var trace = TraceHeader.current();
    try {
      queues
          .get()
          .sendMessage(request -> {
            request.queueUrl(queueUrl).messageBody("{\"nudge\": true}");
            if (trace != null) {
              request.messageSystemAttributes(
                  Map.of(
                      MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                      MessageSystemAttributeValue.builder()
                          .dataType("String")
                          .stringValue(trace)
                          .build()));
            }
          });
    } catch (SdkException e) {
      LOG.warn("the relay was not nudged; its sweep will find the event", e);
    }
  }
}
