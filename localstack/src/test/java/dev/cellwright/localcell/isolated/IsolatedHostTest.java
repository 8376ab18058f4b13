package dev.cellwright.localcell.isolated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.Invocation;
import dev.cellwright.localcell.testing.TestingAssets;
import dev.cellwright.localcell.testing.TestingSnapshot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.crac.Core;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedHostTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path directory;

  private static final List<String> CONSOLE = new CopyOnWriteArrayList<>();
  private static Path logFile;
  private static FunctionLog log;
  private static Isolation isolation;

  private final List<FunctionHost> hosts = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    logFile = directory.resolve("functions.log");
    log = new FunctionLog(logFile, CONSOLE::add);
    isolation = Isolation.open(log);
    TestingAssets.function(directory.resolve("task"));
    TestingAssets.function(directory.resolve("snapshot"), TestingSnapshot.class);
  }

  @AfterEach
  void closeHosts() {
    hosts.forEach(FunctionHost::close);
  }

  @AfterAll
  static void close() throws IOException {
    isolation.close();
    log.close();
  }

  @Test
  void runsInAProcessOfItsOwnThatSeesItsOwnVariablesOnly() {
    var function = start(LONG, 256, Map.of("COLOUR", "blue"));

    var pid = text(invoke(function, "pid"));
    var environment = text(invoke(function, "environment"));
    var context = text(invoke(function, "context"));

    assertThat(pid).doesNotContain("\"" + ProcessHandle.current().pid() + "\"");
    assertThat(text(invoke(function, "pid"))).isEqualTo(pid);
    assertThat(environment).contains("COLOUR=blue").doesNotContain("JAVA_HOME", "HOME=");
    assertThat(context).contains("tasks arn:aws:lambda:eu-west-1:1:function:tasks:live 1 256 true");
  }

  @Test
  void startsNoProcessBeforeThereIsWork() {
    var function = start(LONG, 256, Map.of());

    function.awaitReady();

    assertThat(children()).isZero();
  }

  @Test
  void isKilledWhenItsTimeIsOverAndStartsAnew() {
    var function = start(Duration.ofMillis(900), 256, Map.of());
    var first = text(invoke(function, "pid"));

    var ended = invoke(function, "sleep");

    assertThat(ended).isEqualTo(new Invocation.TimedOut(Duration.ofMillis(900)));
    assertThat(text(invoke(function, "pid"))).contains("200").isNotEqualTo(first);
    assertThat(CONSOLE).contains("tasks Task timed out after 0.90 seconds");
  }

  @Test
  void aProcessThatEndsTakesItsInvocationWithItAndNoOther() {
    var function = start(LONG, 256, Map.of());

    var ended = invoke(function, "halt");

    assertThat(ended)
        .isEqualTo(
            new Invocation.Failed(
                "Runtime.ExitError",
                "RequestId: halt Error: Runtime exited with error: exit status 3"));
    assertThat(text(invoke(function, "nothing"))).contains("204");
  }

  @Test
  void isKilledWhenItHasMoreMemoryThanItsTemplateGives() {
    var function = start(LONG, 128, Map.of());

    var ended = invoke(function, "memory");

    assertThat(ended)
        .isEqualTo(
            new Invocation.Failed(
                "Runtime.ExitError",
                "RequestId: memory Error: Runtime exited with error: signal: killed"));
    assertThat(text(invoke(function, "nothing"))).contains("204");
  }

  @Test
  void saysWhatTheHandlerThrowsAsTheClientReportsIt() throws IOException {
    var function = start(LONG, 256, Map.of());

    var ended = invoke(function, "throw");

    assertThat(ended)
        .isEqualTo(
            new Invocation.Failed("java.lang.IllegalArgumentException", "it was asked to throw"));
    assertThat(Files.readString(logFile)).contains("at dev.cellwright.localcell.testing");
  }

  @Test
  void saysWhyItCanNotStart() {
    var function = start(LONG, 256, Map.of("FAIL_AT_START", "yes"));

    var ended = invoke(function, "nothing");

    assertThat(ended)
        .isEqualTo(
            new Invocation.Failed("java.lang.IllegalStateException", "it fails at its start"));
  }

  @Test
  void refusesMoreThanSixMegabytesEitherWay() {
    var function = start(LONG, 512, Map.of());

    var in = function.invoke(new byte[FunctionHost.MAX_PAYLOAD + 1], "id", "Root=1-0-0").join();
    var out = invoke(function, "large");

    assertThat(in).isEqualTo(new Invocation.EventTooLarge(FunctionHost.MAX_PAYLOAD + 1));
    assertThat(out)
        .isInstanceOfSatisfying(
            Invocation.Failed.class,
            failed -> assertThat(failed.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
  }

  @Test
  void hasAsManyProcessesAsRequestsButNotMoreThanItsBound() {
    var function = start(LONG, 256, Map.of());

    var all =
        IntStream.range(0, 40)
            .mapToObj(each -> function.invoke(event("pid"), "pid-" + each, "Root=1-0-0"))
            .toList();

    var processes = new HashSet<String>();
    all.forEach(each -> processes.add(text(each.join())));
    assertThat(processes).hasSizeBetween(2, IsolatedHost.MOST_PROCESSES);
    assertThat(function.invocations()).isEqualTo(40);
  }

  @Test
  void runsTheHooksOfASnapshotAndLetsCredentialsBeFetched() throws Exception {
    var function = snapshot(Map.of());

    var answer = text(invoke(function, "nothing")).split("\\|", -1);

    assertThat(answer[0]).isEqualTo("before after");
    assertThat(answer[1]).isEqualTo("null");
    assertThat(get(answer[2])).contains("\"SecretAccessKey\":\"secret\"");
    assertThat(get(answer[2].replaceFirst("/[^/]{36}/", "/" + "0".repeat(36) + "/")))
        .contains("NotFound");
  }

  @Test
  void saysWhyItCanNotBeRestored() {
    var function = snapshot(Map.of("FAIL_AT_RESTORE", "yes"));

    var ended = invoke(function, "nothing");

    assertThat(ended.toString()).contains("RestoreException");
  }

  @Test
  void leavesNoProcessBehind() {
    var function = start(LONG, 256, Map.of());
    var asleep = function.invoke(event("sleep"), "sleep", "Root=1-0-0");
    invoke(function, "nothing");
    assertThat(children()).isPositive();

    function.close();

    assertThat(asleep.join().toString()).contains("Runtime.ExitError");
    assertThat(children()).isZero();
    assertThat(text(invoke(function, "nothing"))).contains("shut down");
  }

  private static long children() {
    return ProcessHandle.current()
        .children()
        .filter(each -> each.info().commandLine().orElse("").contains(InterfaceClient.MAIN))
        .count();
  }

  private static String get(String uri) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
          .body();
    }
  }

  private FunctionHost start(Duration timeout, int memory, Map<String, String> environment) {
    return start("task", TestingAssets.HANDLER, timeout, memory, environment, false);
  }

  private FunctionHost snapshot(Map<String, String> environment) {
    var handler = TestingSnapshot.class.getName() + "::handleRequest";
    return start("snapshot", handler, LONG, 256, environment, true);
  }

  private FunctionHost start(
      String task,
      String handler,
      Duration timeout,
      int memory,
      Map<String, String> environment,
      boolean snapStart) {
    var variables = new HashMap<>(environment);
    variables.put("AWS_ACCESS_KEY_ID", "key");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");
    variables.put("AWS_SESSION_TOKEN", "token");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "tasks");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(memory));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand");
    var host =
        isolation.host(
            new FunctionSettings(
                "tasks",
                "arn:aws:lambda:eu-west-1:1:function:tasks:live",
                "1",
                handler,
                List.of(directory.resolve(task), TestingAssets.jarOf(Core.class)),
                variables,
                timeout,
                memory,
                "/aws/lambda/tasks",
                snapStart,
                "arn:aws:iam::1:role/tasks"));
    hosts.add(host);
    return host;
  }

  private static Invocation invoke(FunctionHost host, String what) {
    return host.invoke(event(what), what, "Root=1-0-0").join();
  }

  private static byte[] event(String what) {
    return ("{\"queryStringParameters\":{\"do\":\"" + what + "\"}}").getBytes(UTF_8);
  }

  private static String text(Invocation invocation) {
    return invocation instanceof Invocation.Answered(var payload)
        ? new String(payload, UTF_8)
        : invocation.toString();
  }
}
