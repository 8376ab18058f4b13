package dev.cellwright.localcell.sqs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a queue behaves, within SQS's limits.
///
/// @param receiveWait how long a receive waits that does not say so itself
/// @param redrive where a message goes that is received too often; null keeps it in the queue
public record QueueSettings(
    Duration visibilityTimeout,
    Duration delay,
    Duration retention,
    Duration receiveWait,
    int maximumMessageSize,
    @Nullable Redrive redrive) {

  /// The most bytes of a message, its attributes included, and of a batch.
  public static final int LARGEST_MESSAGE = 1024 * 1024;

  static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);
  static final Duration LONGEST_DELAY = Duration.ofSeconds(900);
  static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /// SQS's defaults.
  public static final QueueSettings USUAL =
      new QueueSettings(
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofDays(4),
          Duration.ZERO,
          LARGEST_MESSAGE,
          null);

  /// After how many receives a message goes to which queue.
  public record Redrive(String deadLetterArn, int maxReceiveCount) {
    public Redrive {
      if (maxReceiveCount < 1 || maxReceiveCount > 1000) {
        throw new IllegalArgumentException("maxReceiveCount is 1 to 1000");
      }
    }
  }

  public QueueSettings {
    within("VisibilityTimeout", visibilityTimeout, Duration.ZERO, LONGEST_VISIBILITY);
    within("DelaySeconds", delay, Duration.ZERO, LONGEST_DELAY);
    within("MessageRetentionPeriod", retention, Duration.ofMinutes(1), Duration.ofDays(14));
    within("ReceiveMessageWaitTimeSeconds", receiveWait, Duration.ZERO, LONGEST_WAIT);
    if (maximumMessageSize < 1024 || maximumMessageSize > LARGEST_MESSAGE) {
      throw new IllegalArgumentException("MaximumMessageSize is 1024 to " + LARGEST_MESSAGE);
    }
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is %d to %d seconds".formatted(name, least.toSeconds(), most.toSeconds()));
    }
  }

  public QueueSettings withVisibilityTimeout(Duration timeout) {
    return new QueueSettings(timeout, delay, retention, receiveWait, maximumMessageSize, redrive);
  }

  public QueueSettings withRedrive(String deadLetterArn, int maxReceiveCount) {
    return new QueueSettings(
        visibilityTimeout,
        delay,
        retention,
        receiveWait,
        maximumMessageSize,
        new Redrive(deadLetterArn, maxReceiveCount));
  }
}
