package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Ran;
import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.aws.Call;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.ses.SentMail;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// A cell to test against: every module on the class path, running in this JVM over a real
/// PostgreSQL behind the real AWS clients. There is one, started at its first use and shared by all
/// tests; each test makes its own people and organizations, so that none disturbs another.
///
/// ```java
/// var cell = TestCell.with("tasks");
/// var anna = cell.register("anna");
/// var made = anna.post("/api/v1/tasks", Map.of("title", "Feed the cat"));
/// assertThat(made.status()).isEqualTo(201);
/// assertThat(cell.databaseCallsOf(made)).isEqualTo(1);
/// ```
public final class TestCell {
  /// Long enough, and of every kind of character that a password needs.
  static final String PASSWORD = "Correct-Horse-7-Battery";

  /// Event data is written as records are: in snake_case, times as text.
  private static final ObjectMapper EVENT_DATA =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final CellHost host;
  private final TestDatabase database;
  private final TestClock clock;
  private final RunningFunctions functions;
  private final TestBus bus;
  private final TestSockets sockets;

  private TestCell(CellHost host) {
    this.host = host;
    database = new TestDatabase(host);
    clock = new TestClock(database);
    functions = RunningFunctions.start(host, clock);
    bus = new TestBus(host, database, clock);
    sockets = new TestSockets(host, clock);
    host.front().add(sockets);
  }

  /// Made at the first use; a cell that can't start fails every test with the same cause.
  private static final class One {
    private static final TestCell CELL = start(CellModule.onClassPath().keySet());
  }

  /// A cell of its own, with these modules and those they need.
  public static TestCell start(Collection<String> modules) {
    return new TestCell(CellHost.start(modules));
  }

  /// The cell, with at least these modules.
  ///
  /// @throws IllegalArgumentException for a module that isn't on the class path
  public static TestCell with(String... modules) {
    for (var module : modules) {
      if (!One.CELL.host.modules().containsKey(module)) {
        throw new IllegalArgumentException(
            module + " is not on the class path; there are " + One.CELL.host.modules().keySet());
      }
    }
    return One.CELL;
  }

  /// Registers a person, with a personal organization that the tokens speak for.
  ///
  /// @param name in the address, beside something that makes it unique
  public Person register(String name) {
    var email = name.toLowerCase(Locale.ROOT) + "." + UUID.randomUUID() + "@example.com";
    var answer =
        anonymous()
            .post(
                "/api/v1/auth/register",
                Map.of(
                    "email",
                    email,
                    "password",
                    PASSWORD,
                    "first_name",
                    name,
                    "last_name",
                    "Tester"));
    if (answer.status() != 201) {
      throw new IllegalStateException("can't register " + name + ": " + answer);
    }
    return Person.of(functions, email, PASSWORD, answer);
  }

  /// A caller without a token.
  public Caller anonymous() {
    return new Caller(functions, null);
  }

  /// A caller with whatever stands behind `Bearer`.
  public Caller bearing(String token) {
    return new Caller(functions, token);
  }

  /// The AWS calls that a request made.
  public List<Call> callsOf(Answer answer) {
    return host.calls().of(answer.trace());
  }

  /// How many of them were Data API calls.
  public long databaseCallsOf(Answer answer) {
    return callsOf(answer).stream().filter(call -> call.service().equals("rds-data")).count();
  }

  /// The mail that any test's people were sent, the newest first.
  public List<SentMail> mail() {
    try {
      return host.front().mailbox().sent();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The mail that was sent to an address, the newest first.
  public List<SentMail> mailTo(String address) {
    try {
      return host.front().mailbox().sentTo(address);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The letters that wait to be sent to an address, the newest first: `template`, `locale` and
  /// `variables`.
  public List<JsonNode> lettersTo(String address) {
    return database.rows(
        "select template, locale, variables from core.letters where address = ? order by written_at desc",
        address);
  }

  /// The cell's clock, which can be moved.
  public TestClock clock() {
    return clock;
  }

  /// Makes the next AWS calls go wrong.
  public Faults faults() {
    return host.faults();
  }

  /// The database behind the functions: as the superuser, as the migrator, as a module's role.
  public TestDatabase database() {
    return database;
  }

  /// Signs contexts as the kernel does, and ones that it never would.
  public TestContexts contexts() {
    return new TestContexts(host.contextKey());
  }

  /// The events that an organization's commands have written, in their order.
  public List<JsonNode> events(UUID organization) {
    return database.rows(
        """
        select id, type, entity_type, entity_id, entity_number, entity_sequence, data, actor_id, correlation_id, published_at
        from core.outbox where org_id = ? order by xid::text::bigint, sequence
        """,
        organization);
  }

  /// Relays every event that waits, by the cell's clock those too that are for later, and hands
  /// each to all listeners, until nothing is left. Other tests' events are among them.
  ///
  /// @return what was handed to whom
  /// @throws AssertionError where a listener failed, with the first failure as its cause
  public List<Delivered> deliver() {
    return withoutFailure(bus.deliver());
  }

  /// As [#deliver], but listeners may fail.
  ///
  /// @return what failed
  public List<Delivered> deliverForgiving() {
    return bus.deliver().stream().filter(each -> each.failure() != null).toList();
  }

  /// Hands an event to all listeners again, as a queue may.
  public List<Delivered> redeliver(Event event) {
    return withoutFailure(bus.hand(event));
  }

  private static List<Delivered> withoutFailure(List<Delivered> all) {
    for (var delivered : all) {
      if (delivered.failure() != null) {
        throw new AssertionError(delivered + " failed", delivered.failure());
      }
    }
    return all;
  }

  /// Runs a job now.
  ///
  /// @param name in the cell: `notifications:sendDailyDigest`
  /// @return what became of it, and before it of each time that it caught up on
  /// @throws AssertionError where it failed
  public List<Ran> runJob(String name) {
    var ran = bus.run(name, clock.instant());
    for (var each : ran) {
      if (each.failure() != null) {
        throw new AssertionError(each.job() + " failed", each.failure());
      }
    }
    return ran;
  }

  /// Has a module run an errand, as the cell's operator does.
  ///
  /// @param asked JSON: `{"Errand": "verify"}`
  public JsonNode errand(String module, String asked) {
    return bus.errand(module, Json.of(asked));
  }

  /// Files an event as if its module had published it, whether that is in the cell or not.
  ///
  /// @param data a record or a map, as the event's data
  /// @return its id
  public UUID hear(UUID organization, String type, String entityType, UUID entityId, Object data) {
    var id = UUID.randomUUID();
    database.rows(
        """
        select priv.file_event(
          ?, ?, ?, coalesce((select e.version from core.event_types e where e.type = ?), 1),
          ?, ?, 1, cast(? as jsonb), null, null, 'heard', null, cell.now())::text as filed
        """,
        organization,
        id,
        type,
        type,
        entityType,
        entityId,
        EVENT_DATA.valueToTree(data).toString());
    return id;
  }

  /// The cell's WebSocket.
  public TestSockets sockets() {
    return sockets;
  }

  /// The AWS front behind the functions: its mailbox, buckets and the rest.
  public AwsFront front() {
    return host.front();
  }

  /// The trail of an organization, oldest first.
  public List<JsonNode> trail(UUID organization) {
    return database.rows(
        """
        select id, timestamp, actor_kind, actor_id, actor_name, on_behalf_of, session_id, action, entity_type, entity_id,
          changes, ip, correlation_id, written_by
        from core.audit_log where org_id = ? order by xid::text::bigint, timestamp, id
        """,
        organization);
  }

  /// Ids as the kernel makes them.
  public Ids ids() {
    return new Ids(clock);
  }

  /// Sends the migration function an event, as the cell's operator does.
  ///
  /// @return what it answers
  public String operate(String event) {
    return new DatabaseSetup(host).operate(event);
  }

  /// Keeps a secret in the cell's Secrets Manager, and answers its ARN.
  public String hostedSecret(String name, String value) {
    try {
      return host.front().secrets().create(name, value);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The environment of a module's function, for a test that starts one of its own.
  public Map<String, String> environmentOf(String module) {
    return host.environmentOf(module);
  }

  /// The environment of the relay's function, whose queue and bus the front has.
  public Map<String, String> environmentOfRelay() {
    return host.environmentOfRelay();
  }

  CellHost host() {
    return host;
  }
}
