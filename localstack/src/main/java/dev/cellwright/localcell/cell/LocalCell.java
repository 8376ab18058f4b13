package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.console.CellClock;
import dev.cellwright.localcell.console.CellView;
import dev.cellwright.localcell.console.ClockTable;
import dev.cellwright.localcell.console.Console;
import dev.cellwright.localcell.console.FaultRequests;
import dev.cellwright.localcell.console.MailEnds;
import dev.cellwright.localcell.console.Messaging;
import dev.cellwright.localcell.console.Permissions;
import dev.cellwright.localcell.console.Pushes;
import dev.cellwright.localcell.console.QueueRequests;
import dev.cellwright.localcell.console.Requests;
import dev.cellwright.localcell.console.StoredObjects;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.gateway.Gateway;
import dev.cellwright.localcell.gateway.HttpFront;
import dev.cellwright.localcell.gateway.Operation;
import dev.cellwright.localcell.gateway.ServedRequest;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.isolated.Isolation;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.sqs.SourceMapping;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.websocket.SocketFront;
import dev.cellwright.localcell.websocket.SocketLimits;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A cell that runs in this process, made from the templates of a cloud assembly.
///
/// What it needs beside them is a data directory, or none for a cell that is forgotten. It listens
/// on 127.0.0.1 only.
public final class LocalCell implements AutoCloseable {

  /// What is started and where.
  ///
  /// @param cell `<product>-<environment>`
  /// @param port 0 takes any
  /// @param data where data is kept; null keeps nothing
  /// @param fresh empties the data directory first
  /// @param progress is told each step while the cell starts, and what functions complain about
  /// @param served is told each request before its answer is sent
  /// @param isolated runs each function in processes of its own
  public record Settings(
      Path assembly,
      String cell,
      int port,
      @Nullable Path data,
      boolean fresh,
      Consumer<String> progress,
      Consumer<ServedRequest> served,
      boolean isolated) {

    /// A cell whose functions run in this process.
    public Settings(
        Path assembly,
        String cell,
        int port,
        @Nullable Path data,
        boolean fresh,
        Consumer<String> progress,
        Consumer<ServedRequest> served) {
      this(assembly, cell, port, data, fresh, progress, served, false);
    }

    /// A cell on any port that keeps nothing and says nothing.
    public static Settings forgetting(Path assembly, String cell) {
      return new Settings(assembly, cell, 0, null, false, _ -> {}, _ -> {});
    }
  }

  private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
  private final CellClock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Settings settings;
  private final HttpFront front;
  private List<Operation> routes = List.of();

  private LocalCell(Settings settings) {
    this.settings = settings;
    this.clock = settings.isolated() ? CellClock.fixed() : CellClock.movable();
    try {
      this.front = HttpFront.open(settings.port(), clock);
    } catch (BindException e) {
      var taken = String.valueOf(e.getMessage()).contains("in use");
      throw new CellProblem(
          "port %d %s: %s, or choose another with --port"
              .formatted(
                  settings.port(),
                  taken ? "is taken" : "can't be used",
                  taken ? "stop what uses it" : e.getMessage()),
          e);
    } catch (IOException e) {
      throw new CellProblem("can't listen on 127.0.0.1: " + e.getMessage(), e);
    }
    parts.push(front);
  }

  /// Starts a cell. Throws [CellProblem], or a template's or an API's problem, with a line that
  /// says what to do.
  public static LocalCell start(Settings settings) {
    var cell = open(settings);
    cell.bringUp();
    return cell;
  }

  /// Takes the port and nothing else: a cell that can be closed while it comes up.
  static LocalCell open(Settings settings) {
    return new LocalCell(settings);
  }

  /// Starts everything; on a problem it is closed again.
  void bringUp() {
    try {
      run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new CellProblem("interrupted while starting", e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  public URI uri() {
    return front.uri();
  }

  /// All routes of its REST APIs.
  public List<Operation> routes() {
    return routes;
  }

  private void run() throws InterruptedException {
    var live = new LiveAttributes();
    var template = CellTemplate.read(settings.assembly(), settings.cell(), live);
    var data = DataDirectory.open(settings.data(), settings.cell(), settings.fresh());
    parts.push(data);
    var starting =
        CompletableFuture.supplyAsync(
            () -> timed("PostgreSQL", () -> LocalPostgres.start(data.postgres())),
            Thread::startVirtualThread);
    parts.push(() -> closeIfStarted(starting));
    DriverManager.drivers().forEach(_ -> {}); // loads pgjdbc while PostgreSQL starts
    var postgres = started(starting);
    var calls = new CallLog();
    var faults = new Faults();
    var callers = new Callers();
    var anyStack = template.stacks().iterator().next();
    var aws =
        AwsFront.start(
            new AwsFront.Settings(
                anyStack.region(),
                anyStack.account(),
                postgres,
                callers,
                calls,
                faults,
                clock,
                DataApiLimits.AWS,
                data.objects()));
    parts.push(aws);
    live.connect(aws);
    timed(
        "secrets, keys, parameters, database",
        () -> {
          new StoredResources(template, live, aws, postgres).make();
          return aws;
        });

    new CellQueues(template, aws.queues()).make();

    var log = functionLog(data);
    var roles = new CellRoles(template);
    var login = new DatabaseLogin(template, postgres);
    var functions =
        new CellFunctions(
            template,
            roles,
            new CellFunctions.Surroundings(
                callers, aws.endpoint(), clock, log, login, isolation(log), faults));
    parts.push(functions);
    aws.add(new LambdaCalls(functions));
    var targets = new CellTargets(aws.queues(), functions, aws.invocations());
    var events = new CellEvents(template, aws.buses(), targets);
    events.makeBuses();
    functions.startThoseThatCan();
    new CustomResources(
            template, functions, live, login, data.customResources(), settings.progress())
        .run();
    var clockTable = clockTable(template, postgres);
    timed(
        functions.hosts().size() + " functions",
        () -> {
          functions.hosts().values().forEach(FunctionHost::awaitReady);
          return functions;
        });

    events.makeRules();
    new CellSchedules(template, aws.schedules(), targets, roles).make();
    clock.onMove(aws.schedules()::wake);
    parts.push(aws.invocations());
    var mappings = new ArrayList<SourceMapping>();
    parts.push(() -> SourceMapping.closeAll(mappings));
    new CellMappings(template, targets, callers, calls).startInto(mappings);
    aws.schedules().start();
    var gateway = new Gateway(CellApis.in(template), functions);
    routes = gateway.operations();
    var requests = new Requests();
    var view = view(template, functions, roles);
    var console =
        new Console(
            view,
            requests,
            calls,
            callers,
            aws.mailbox(),
            clock,
            clockTable,
            new OperatorCalls(functions, login));
    console
        .add(new QueueRequests(aws.queues()))
        .add(new Messaging(aws.buses(), aws.schedules()))
        .add(new FaultRequests(faults))
        .add(new MailEnds(aws.mailbox()))
        .add(new Pushes(aws.sns()))
        .add(new StoredObjects(aws.buckets()))
        .add(new Permissions(callers));
    Consumer<ServedRequest> served =
        request -> {
          requests.add(request);
          settings.served().accept(request);
        };
    front.serve(gateway, console, sockets(template, functions, aws, served), served);
    parts.push(front); // the first to stop, so that nobody is answered by half a cell
  }

  private @Nullable SocketFront sockets(
      CellTemplate template,
      CellFunctions functions,
      AwsFront aws,
      Consumer<ServedRequest> served) {
    var api = CellSockets.in(template);
    if (api == null) {
      return null;
    }
    for (var function : api.functions()) {
      if (functions.find(function) == null) {
        throw new CellProblem(api.name() + " leads to " + function + ", which no template makes");
      }
    }
    var sockets = new SocketFront(api, SocketLimits.AWS, functions, clock, served);
    aws.add(sockets.management());
    return sockets;
  }

  /// A server that did not start has said so to who waited for it.
  private static void closeIfStarted(CompletableFuture<LocalPostgres> starting) {
    starting
        .handle((postgres, _) -> {
          if (postgres != null) {
            postgres.close();
          }
          return starting;
        })
        .join();
  }

  private static LocalPostgres started(CompletableFuture<LocalPostgres> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw new CellProblem("PostgreSQL does not start: " + e.getCause(), e);
    }
  }

  private <T> T timed(String what, Supplier<T> step) {
    var started = System.nanoTime();
    var result = step.get();
    settings.progress().accept("%s (%.1f s)".formatted(what, (System.nanoTime() - started) / 1e9));
    return result;
  }

  private FunctionLog functionLog(DataDirectory data) {
    try {
      var log = new FunctionLog(data.functionsLog(), settings.progress());
      parts.push(log);
      return log;
    } catch (IOException e) {
      throw new CellProblem("can't write " + data.functionsLog() + ": " + e.getMessage(), e);
    }
  }

  private ClockTable clockTable(CellTemplate template, LocalPostgres postgres) {
    var database =
        template
            .ofType("AWS::RDS::DBCluster")
            .findFirst()
            .map(cluster -> StoredResources.databaseName(template, cluster))
            .orElse("postgres");
    var table = new ClockTable(postgres, database);
    try {
      var offset = table.read();
      if (settings.isolated() && !offset.isZero()) {
        throw new CellProblem(
            "the clock of this data was moved by %s, and isolated functions go by the real one:"
                    .formatted(offset)
                + " leave --isolated out, or start with --fresh");
      }
      clock.moveTo(offset);
    } catch (SQLException e) {
      throw new CellProblem("the clock's row can't be read: " + e.getMessage(), e);
    }
    return table;
  }

  private @Nullable Isolation isolation(FunctionLog log) {
    if (!settings.isolated()) {
      return null;
    }
    var isolation = Isolation.open(log);
    parts.push(isolation);
    return isolation;
  }

  private CellView view(CellTemplate template, CellFunctions functions, CellRoles roles) {
    var shown = new ArrayList<CellView.Role>();
    var json = new ObjectMapper().writerWithDefaultPrettyPrinter();
    for (var role : roles.used()) {
      var documents = JsonNodeFactory.instance.arrayNode();
      roles.documents(role).forEach(documents::add);
      try {
        shown.add(new CellView.Role(template.name(role), json.writeValueAsString(documents)));
      } catch (IOException e) {
        throw new IllegalStateException("a tree is always JSON", e);
      }
    }
    return new CellView(
        settings.cell(),
        functions::view,
        routes.stream()
            .map(each -> new CellView.Route(each.method(), each.path(), each.function()))
            .toList(),
        shown);
  }

  /// Waits until somebody closes the cell.
  void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops everything it started, the last first.
  @Override
  public void close() {
    closed.countDown();
    for (var part = parts.poll(); part != null; part = parts.poll()) {
      try {
        part.close();
      } catch (Exception e) {
        settings.progress().accept("while stopping: " + e);
      }
    }
  }
}
