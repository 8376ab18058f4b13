package dev.cellwright.localcell.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import dev.cellwright.localcell.sqs.QueueStore.Depth;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// SQS: the queues of the cell and what is in them.
public final class Queues implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  private final Place place;
  private final AwsDatabase database;
  private final QueueStore store;
  private final ReceiveMessages receiveMessages;
  private final Map<String, Queue> queues = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  public Queues(Place place, AwsDatabase database) throws SQLException {
    this.place = place;
    this.database = database;
    this.store = new QueueStore(database);
    this.receiveMessages = new ReceiveMessages(database);
    store.open();
  }

  /// Makes a queue, or finds the messages of the one that was made before on the same data; those
  /// that were in flight then are visible again. Answers its ARN.
  public String create(String name, QueueSettings settings) throws SQLException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the queue name " + name + " is not 1 to 80 letters, digits, - and _ (and no .fifo)");
    }
    return make(name, settings).arn();
  }

  /// A queue of the host's own, which no client can name.
  Queue make(String name, QueueSettings settings) throws SQLException {
    var queue = new Queue(name, place.arn("sqs", name), settings);
    store.releaseAll(queue);
    queues.put(name, queue);
    return queue;
  }

  /// Gives a queue its policy, which decides which AWS services may send to it.
  public void allow(String arn, JsonNode policyDocument) {
    queue(arn).allow(policyDocument);
  }

  /// Whether a service may send to a queue, as for a rule or another source.
  public boolean lets(String service, String queueArn, String sourceArn) {
    var policy = queue(queueArn).policy();
    return policy != null
        && policy.lets(
            service,
            "sqs:SendMessage",
            queueArn,
            Map.of(
                "aws:SourceArn",
                sourceArn,
                "aws:SourceAccount",
                place.account(),
                "aws:SecureTransport",
                "true"));
  }

  public boolean has(String arn) {
    return find(arn) != null;
  }

  public Duration visibilityTimeout(String arn) {
    return queue(arn).settings().visibilityTimeout();
  }

  public String arnOf(String name) {
    return named(name).arn();
  }

  /// The URL by which clients name it: AWS's own, which stays the same from start to start. Only
  /// its end counts.
  public String urlOf(String name) {
    return "https://sqs.%s.amazonaws.com/%s/%s".formatted(place.region(), place.account(), name);
  }

  /// Whether a message is small enough for a queue.
  public boolean takes(String arn, Outgoing message) {
    return message.size() <= queue(arn).settings().maximumMessageSize();
  }

  /// Sends within somebody's transaction; [#arrived] tells those who wait, once it ended.
  public void enqueue(Connection connection, String arn, Outgoing message) throws SQLException {
    store.send(connection, queue(arn), message);
  }

  public void arrived(String arn) {
    queue(arn).signal().raise();
  }

  /// Sends one message on behalf of the host.
  public void send(String arn, Outgoing message) throws SQLException {
    send(queue(arn), List.of(message));
  }

  List<UUID> send(Queue queue, List<Outgoing> messages) throws SQLException {
    var ids = database.transact(connection -> store.send(connection, queue, messages));
    queue.signal().raise();
    return ids;
  }

  /// Receives up to `most` messages; waits for the first up to `wait`, and less when the queues are
  /// closed.
  List<Message> receive(Queue queue, int most, Duration visibility, Duration wait)
      throws SQLException, InterruptedException {
    return receive(queue, most, visibility, wait, () -> false);
  }

  /// The same for somebody who stops; raising the queue's signal makes it look whether it has to.
  List<Message> receive(
      Queue queue, int most, Duration visibility, Duration wait, BooleanSupplier stopped)
      throws SQLException, InterruptedException {
    var end = System.nanoTime() + wait.toNanos();
    while (true) {
      var seen = queue.signal().seen();
      var found = take(queue, most, visibility);
      var leftMillis = (end - System.nanoTime()) / 1_000_000;
      if (!found.messages().isEmpty() || leftMillis <= 0 || closed || stopped.getAsBoolean()) {
        return found.messages();
      }
      var next = found.millisToNext();
      queue.signal().await(seen, next == null ? leftMillis : Math.min(leftMillis, next + 1));
    }
  }

  private ReceiveMessages.Found take(Queue queue, int most, Duration visibility)
      throws SQLException, InterruptedException {
    var deadLetters = deadLettersOf(queue);
    queue.receiving().lockInterruptibly();
    ReceiveMessages.Found found;
    try {
      found = receiveMessages.receive(queue, deadLetters, most, visibility);
    } finally {
      queue.receiving().unlock();
    }
    if (deadLetters != null && found.moved() > 0) {
      deadLetters.signal().raise();
    }
    return found;
  }

  private @Nullable Queue deadLettersOf(Queue queue) {
    var redrive = queue.settings().redrive();
    return redrive == null ? null : queue(redrive.deadLetterArn());
  }

  void delete(Queue queue, List<Receipt> receipts) throws SQLException {
    store.delete(queue, receipts);
  }

  /// False when the message is not in flight.
  boolean changeVisibility(Queue queue, Receipt receipt, Duration timeout) throws SQLException {
    var changed = store.changeVisibility(queue, receipt, timeout);
    queue.signal().raise();
    return changed;
  }

  void release(Queue queue, List<UUID> ids) throws SQLException {
    store.release(queue, ids);
    queue.signal().raise();
  }

  void purge(Queue queue) throws SQLException {
    store.purge(queue);
  }

  Depth depth(Queue queue) throws SQLException {
    return store.depth(queue);
  }

  /// All messages of a queue in the order in which they came, whether visible or not; none is
  /// received by this.
  public List<Message> peek(String name) throws SQLException {
    return peek(name, Integer.MAX_VALUE);
  }

  /// The oldest of them.
  public List<Message> peek(String name, int most) throws SQLException {
    return store.oldest(named(name), most);
  }

  /// Takes all messages out of a queue, whether visible or not, in the order in which they came.
  public List<Message> takeAll(String name) throws SQLException {
    var queue = named(name);
    return database.transact(connection -> store.takeAll(connection, queue));
  }

  /// What is done with dead letters.
  public DeadLetters deadLetters() {
    return new DeadLetters(this, store);
  }

  /// A queue as the console shows it.
  public record Shown(
      String name, long visible, long inFlight, long delayed, @Nullable String deadLetterQueue) {}

  /// All queues by name, with how many messages are in them.
  public List<Shown> shown() throws SQLException {
    var depths = new HashMap<String, Depth>();
    for (var queue : all()) {
      depths.put(queue.name(), store.depth(queue));
    }
    return all().stream()
        .map(queue -> {
          var depth = depths.getOrDefault(queue.name(), new Depth(0, 0, 0));
          var dead = deadLettersOf(queue);
          return new Shown(
              queue.name(),
              depth.visible(),
              depth.inFlight(),
              depth.delayed(),
              dead == null ? null : dead.name());
        })
        .toList();
  }

  /// The queues that clients can name.
  Collection<Queue> all() {
    return queues.values().stream().filter(each -> !isHosts(each)).toList();
  }

  private static boolean isHosts(Queue queue) {
    return !NAME.matcher(queue.name()).matches();
  }

  @Nullable Queue find(String arn) {
    return queues.values().stream().filter(each -> each.arn().equals(arn)).findFirst().orElse(null);
  }

  Queue queue(String arn) {
    var queue = find(arn);
    if (queue == null) {
      throw new IllegalArgumentException("there is no queue " + arn);
    }
    return queue;
  }

  private Queue named(String name) {
    var queue = queues.get(name);
    if (queue == null) {
      throw new IllegalArgumentException("there is no queue " + name);
    }
    return queue;
  }

  /// The queue of a URL, of which only account and name count. Throws what SQS answers for one that
  /// does not exist.
  Queue ofUrl(String url) {
    var parts = url.split("/", -1);
    var queue = parts.length < 2 ? null : queues.get(parts[parts.length - 1]);
    if (queue == null || isHosts(queue) || !parts[parts.length - 2].equals(place.account())) {
      throw SqsErrors.noQueue();
    }
    return queue;
  }

  @Nullable Queue ofName(String name) {
    var queue = queues.get(name);
    return queue == null || isHosts(queue) ? null : queue;
  }

  Place place() {
    return place;
  }

  /// The front end.
  public AwsService service() {
    return SqsService.of(this);
  }

  /// Answers those who wait at a queue with nothing.
  @Override
  public void close() {
    closed = true;
    queues.values().forEach(queue -> queue.signal().raise());
  }
}
