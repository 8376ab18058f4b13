package dev.cellwright.localcell.cell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.InProcessHost;
import dev.cellwright.localcell.lambda.Invocation;
import dev.cellwright.localcell.testing.TestingAssets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyHostTest {

  private final Faults faults = new Faults();
  private FunctionLog log;
  private FunctionHost tasks;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    faults.know(FaultyHost.SERVICE, Set.of(FaultyHost.INVOKE));
    faults.knowCaller("tasks", "arn:aws:iam::1:role/tasks");
    faults.knowCaller("identity", "arn:aws:iam::1:role/identity");
    log = new FunctionLog(directory.resolve("functions.log"), _ -> {});
    var settings =
        new FunctionSettings(
            "tasks",
            "arn:aws:lambda:eu-west-1:1:function:tasks:live",
            "1",
            TestingAssets.HANDLER,
            List.of(
                TestingAssets.function(directory.resolve("task")),
                TestingAssets.lambdaInterfaces()),
            Map.of(),
            Duration.ofSeconds(10),
            512,
            "/aws/lambda/tasks",
            false,
            "arn:aws:iam::1:role/tasks");
    tasks = new FaultyHost(InProcessHost.start(settings, InstantSource.system(), log), faults);
  }

  @AfterEach
  void stop() throws IOException {
    tasks.close();
    log.close();
  }

  @Test
  void anInvocationThatFailsOrIsThrottledDoesNotRun() {
    faults.inject("lambda", null, Faults.Kind.FAIL, 1);
    faults.inject("lambda", "Invoke", Faults.Kind.THROTTLE, 1);

    assertThat(type(invoke().join())).isEqualTo("ServiceException");
    assertThat(type(invoke().join())).isEqualTo("TooManyRequestsException");
    assertThat(tasks.invocations()).isZero();
    assertThat(invoke().join()).isInstanceOf(Invocation.Answered.class);
    assertThat(tasks.invocations()).isOne();
  }

  @Test
  void anInvocationThatHangsIsNotAnswered() {
    faults.inject("lambda", null, Faults.Kind.HANG, 1);

    var hanging = invoke();
    var next = invoke();

    assertThat(next.join()).isInstanceOf(Invocation.Answered.class);
    assertThat(hanging).isNotDone();
  }

  @Test
  void aFaultOfAnotherFunctionIsNotItsConcern() {
    faults.inject(new Faults.Fault("lambda", null, "identity", Faults.Kind.FAIL, 1));

    assertThat(invoke().join()).isInstanceOf(Invocation.Answered.class);
    faults.inject(new Faults.Fault("lambda", null, "tasks", Faults.Kind.FAIL, 1));
    assertThat(type(invoke().join())).isEqualTo("ServiceException");
  }

  private CompletableFuture<Invocation> invoke() {
    var event = "{\"queryStringParameters\":{\"do\":\"nothing\"}}";
    return tasks.invoke(event.getBytes(UTF_8), "id", "Root=1-0-0");
  }

  private static String type(Invocation invocation) {
    return invocation instanceof Invocation.Failed(var type, _) ? type : invocation.toString();
  }
}
