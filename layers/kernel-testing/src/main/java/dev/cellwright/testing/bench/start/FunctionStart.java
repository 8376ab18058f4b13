package dev.cellwright.testing.bench.start;

import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.bench.Figure;
import dev.cellwright.testing.bench.Figure.Bound;
import dev.cellwright.testing.bench.Timings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Times a function from the start of its JVM to its first answer, run by the runtime interface
/// client as Lambda does it without a snapshot, against a handler that does nothing. The answer
/// that is compared asks nobody else, as that handler doesn't.
///
/// @param repository where layer and functions were built
record FunctionStart(Path repository) {
  private static final int STARTS = 7;
  private static final double MOST = 3;
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String EVENT =
      """
      {"resource": "/health/tasks/%1$s", "path": "/health/tasks/%1$s", "httpMethod": "GET", "headers": {},
       "multiValueHeaders": {}, "queryStringParameters": null, "multiValueQueryStringParameters": null,
       "pathParameters": null, "body": null, "isBase64Encoded": false,
       "requestContext": {"requestId": "bench", "stage": "live", "path": "/health/tasks/%1$s",
         "identity": {"sourceIp": "192.0.2.7"}}}
      """;

  private record Function(String handler, List<Path> classPath, Map<String, String> environment) {}

  List<Figure> figures() throws IOException {
    var cell = TestCell.start(List.of("tasks"));
    var tasks =
        new Function(
            "dev.cellwright.kernel.lambda.HttpFunction::handleRequest",
            join(
                jars(repository.resolve("layers/kernel/target/layer/java/lib")),
                List.of(repository.resolve("functions/tasks/target/tasks.jar")),
                ofClient()),
            cell.environmentOf("tasks"));
    var bare =
        new Function(
            BareHandler.class.getName() + "::handleRequest",
            join(ofClient(), List.of(here())),
            Map.of("AWS_REGION", "eu-central-1"));
    var ours = new ArrayList<Double>();
    var asking = new ArrayList<Double>();
    var baseline = new ArrayList<Double>();
    for (int start = 0; start < STARTS; start++) {
      ours.add(millis(tasks, "live"));
      asking.add(millis(tasks, "ready"));
      baseline.add(millis(bare, "live"));
    }
    var function = new Timings(ours);
    var nothing = new Timings(baseline);
    return List.of(
        Figure.of("JVM start to first answer, tasks", 0, function, null),
        Figure.of("  a handler that does nothing", 0, nothing, null),
        Figure.ratio("  against it", 0, function.median() / nothing.median(), Bound.atMost(MOST)),
        Figure.of("  an answer that asks the database", 0, new Timings(asking), null));
  }

  private static double millis(Function function, String health) throws IOException {
    try (var api = RuntimeApi.open(EVENT.formatted(health))) {
      var builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              String.join(
                  File.pathSeparator, function.classPath().stream().map(Path::toString).toList()),
              CLIENT,
              function.handler());
      var environment = new HashMap<>(function.environment());
      environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
      environment.put("AWS_LAMBDA_FUNCTION_NAME", "bench");
      environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
      environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
      environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "bench");
      environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "bench");
      builder.environment().clear();
      builder.environment().putAll(environment);
      var log = Files.createTempFile("bench-start", ".log").toFile();
      log.deleteOnExit();
      var started = System.nanoTime();
      var process = builder.redirectErrorStream(true).redirectOutput(log).start();
      try {
        var answer = api.answer();
        if (!answer.replace(" ", "").contains("\"statusCode\":200")) {
          throw new IllegalStateException("the function answers " + answer);
        }
        return (System.nanoTime() - started) / 1_000_000.0;
      } finally {
        // The next one unpacks its native library over the same file.
        process.destroyForcibly().onExit().join();
      }
    }
  }

  /// What Lambda's own runtime brings.
  private static List<Path> ofClient() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(jar -> {
          var name = jar.getFileName().toString();
          return name.startsWith("aws-lambda-java-runtime-interface-client")
              || name.startsWith("aws-lambda-java-core")
              || name.startsWith("aws-lambda-java-serialization")
              || name.startsWith("utils-lite");
        })
        .toList();
  }

  private static Path here() {
    return Path.of(BareHandler.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @SafeVarargs
  private static List<Path> join(List<Path>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }
}
