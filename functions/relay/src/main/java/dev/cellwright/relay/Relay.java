package dev.cellwright.relay;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The handler of the relay's function: takes nudges and the sweep's ticks from its queue, in
/// batches, and for each batch relays all that waits.
///
/// It is safe for many threads, since a local host may share one instance.
public final class Relay implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What a turn that was begun may take, and then some.
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Carrier carrier;
  private final Outbox outbox;
  private final SqsClient queues;
  private final String queueUrl;

  /// As AWS Lambda makes it.
  public Relay() {
    this(Environment.ofProcess());
  }

  /// As a host makes it that runs many functions in one process. No clock is read here: what is
  /// due, the database decides.
  public Relay(Map<String, String> environment, InstantSource clock) {
    this(Environment.handedIn(environment));
  }

  private Relay(Environment environment) {
    var aws = new Aws(environment);
    outbox = Outbox.of(environment, aws);
    carrier = new Carrier(outbox, Bus.of(environment, aws), RelayMetrics.of(environment));
    queues = aws.sqs();
    queueUrl = environment.require("RELAY_QUEUE_URL");
  }

  /// Answers that every message is dealt with: what could not be published is found by the next
  /// nudge or sweep, not by this message.
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var messages = JSON.readTree(input).path("Records");
    var deadline = Instant.now().plusMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
    PowertoolsLogging.withLogging(
        context,
        () -> {
          relay(messages, deadline);
          return true;
        });
    JSON.writeValue(output, Map.of("batchItemFailures", new String[0]));
  }

  private void relay(JsonNode messages, Instant deadline) {
    if (!carrier.carryAll(deadline)) {
      // There is more than fits into this invocation: the next one goes on at once.
      queues.sendMessage(request -> request.queueUrl(queueUrl).messageBody("{\"nudge\": true}"));
    }
    if (messages.valueStream().anyMatch(Relay::isHourly)) {
      outbox.tidy(deadline);
    }
  }

  /// Of the ticks of the sweep, which come each minute, those at a full hour.
  private static boolean isHourly(JsonNode message) {
    try {
      var body = JSON.readTree(message.path("body").asText());
      return body.path("schedule").asText().equals("sweep")
          && body.path("due").asText().matches(".*T[0-9]{2}:00:.*");
    } catch (IOException e) {
      return false; // A nudge, whatever it says.
    }
  }
}
