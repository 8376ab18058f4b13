package dev.cellwright.localcell.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.testing.TestingAssets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionHostTest {

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));

  @TempDir Path directory;

  private final List<String> console = new CopyOnWriteArrayList<>();
  private final List<FunctionHost> hosts = new ArrayList<>();
  private FunctionLog log;
  private Path logFile;

  @BeforeEach
  void openLog() throws IOException {
    logFile = directory.resolve("functions.log");
    log = new FunctionLog(logFile, console::add);
    TestingAssets.function(directory.resolve("task"));
  }

  @AfterEach
  void close() throws IOException {
    hosts.forEach(FunctionHost::close);
    log.close();
  }

  @Test
  void answersWithWhatTheHandlerWrites() {
    var function = start(Duration.ofSeconds(10), Map.of());

    var ended = invoke(function, "nothing");

    assertThat(text(ended)).isEqualTo("{\"statusCode\":204}");
  }

  @Test
  void givesTheHandlerTheEnvironmentOfTheTemplateAndTheClockOfTheCell() {
    var function = start(Duration.ofSeconds(10), Map.of("COLOUR", "blue"));

    var environment = text(invoke(function, "environment"));
    var clock = text(invoke(function, "clock"));

    assertThat(environment).contains("COLOUR=blue");
    assertThat(clock).contains("2026-06-01T12:00:00Z");
  }

  @Test
  void tellsTheHandlerWhoItIsAndHowLongItMayRun() {
    var function = start(Duration.ofSeconds(10), Map.of());

    var context = text(invoke(function, "context"));

    assertThat(context).contains("tasks arn:aws:lambda:eu-west-1:1:function:tasks:live 1 512 true");
  }

  @Test
  void loadsEachFunctionsClassesApartFromTheHostsAndEachOthers() {
    var one = start(Duration.ofSeconds(10), Map.of());
    var other = start(Duration.ofSeconds(10), Map.of());

    var ofOne = text(invoke(one, "loader"));
    var ofOther = text(invoke(other, "loader"));

    assertThat(ofOne).contains("FunctionLoader").isNotEqualTo(ofOther);
  }

  @Test
  void endsAnInvocationWhoseTimeIsOver() {
    var function = start(Duration.ofMillis(200), Map.of());

    var ended = invoke(function, "sleep");

    assertThat(ended).isEqualTo(new Invocation.TimedOut(Duration.ofMillis(200)));
    assertThat(text(invoke(function, "nothing"))).contains("204");
  }

  @Test
  void reportsWhatTheHandlerThrowsAndKeepsItsStackTraceInTheLog() throws IOException {
    var function = start(Duration.ofSeconds(10), Map.of());

    var ended = invoke(function, "throw");

    assertThat(ended)
        .isEqualTo(
            new Invocation.Failed("java.lang.IllegalArgumentException", "it was asked to throw"));
    assertThat(Files.readString(logFile)).contains("at tasks//dev.cellwright.localcell.testing");
  }

  @Test
  void refusesMoreThanSixMegabytesIn() {
    var function = start(Duration.ofSeconds(10), Map.of());

    var ended = function.invoke(new byte[FunctionHost.MAX_PAYLOAD + 1], "id", "Root=1-0-0").join();

    assertThat(ended).isEqualTo(new Invocation.EventTooLarge(FunctionHost.MAX_PAYLOAD + 1));
  }

  @Test
  void refusesMoreThanSixMegabytesOut() {
    var function = start(Duration.ofSeconds(10), Map.of());

    var ended = invoke(function, "large");

    assertThat(ended)
        .isInstanceOfSatisfying(
            Invocation.Failed.class,
            failed -> assertThat(failed.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
  }

  @Test
  void serves64RequestsAtOnce() {
    var function = start(Duration.ofSeconds(10), Map.of());

    var all = new ArrayList<CompletableFuture<Invocation>>();
    for (var i = 0; i < 640; i++) {
      all.add(function.invoke(event("nothing"), "id", "Root=1-0-0"));
    }

    assertThat(all).allSatisfy(each -> assertThat(text(each.join())).contains("204"));
    assertThat(function.invocations()).isEqualTo(640);
  }

  @Test
  void keepsWhatIsPrintedInTheLogAndShowsOnlyWarnings() throws IOException {
    var function = start(Duration.ofSeconds(10), Map.of());

    invoke(function, "print");

    assertThat(Files.readString(logFile))
        .contains("a quiet line", "a loud line", "a line of the logger");
    assertThat(console).containsExactly("tasks WARN a loud line");
  }

  @Test
  void showsTheSameWarningOnlyOnceForAWhile() throws IOException {
    var function = start(Duration.ofSeconds(10), Map.of());

    invoke(function, "print");
    invoke(function, "print");

    assertThat(Files.readString(logFile).split("a loud line", -1)).hasSize(3);
    assertThat(console).containsExactly("tasks WARN a loud line");
  }

  @Test
  void saysWhyAFunctionDoesNotStart() {
    var function = start(Duration.ofSeconds(10), Map.of("FAIL_AT_START", "yes"));

    assertThatThrownBy(function::awaitReady)
        .hasMessageContaining("tasks")
        .hasMessageContaining("it fails at its start");
  }

  private FunctionHost start(Duration timeout, Map<String, String> environment) {
    var settings =
        new FunctionSettings(
            "tasks",
            "arn:aws:lambda:eu-west-1:1:function:tasks:live",
            "1",
            TestingAssets.HANDLER,
            List.of(directory.resolve("task"), TestingAssets.lambdaInterfaces()),
            environment,
            timeout,
            512,
            "/aws/lambda/tasks",
            false,
            "arn:aws:iam::1:role/tasks");
    var host = InProcessHost.start(settings, NOON, log);
    hosts.add(host);
    return host;
  }

  private static Invocation invoke(FunctionHost host, String what) {
    return host.invoke(event(what), "id", "Root=1-0-0").join();
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
