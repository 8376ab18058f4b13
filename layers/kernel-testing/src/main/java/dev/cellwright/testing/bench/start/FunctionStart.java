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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Times a function from the start of its JVM to its first answer, run by the runtime interface
/// client as Lambda does it without a snapshot, against a handler that does nothing. The answer
/// that is compared asks nobody else, as that handler doesn't. What a cache of the JVM would spare
/// either is shown beside it: Lambda's own Java runtime has none of a function's.
///
/// @param repository where layer and functions were built
record FunctionStart(Path repository) {
  private static final int STARTS = 7;
  private static final double MOST = 3;
  private static final String EVENT =
      """
      {"resource": "/health/tasks/%1$s", "path": "/health/tasks/%1$s", "httpMethod": "GET", "headers": {},
       "multiValueHeaders": {}, "queryStringParameters": null, "multiValueQueryStringParameters": null,
       "pathParameters": null, "body": null, "isBase64Encoded": false,
       "requestContext": {"requestId": "bench", "stage": "live", "path": "/health/tasks/%1$s",
         "identity": {"sourceIp": "192.0.2.7"}}}
      """;

  List<Figure> figures() throws IOException {
    var cell = TestCell.start(List.of("tasks"));
    var tasks =
        new StartedFunction(
            "dev.cellwright.kernel.lambda.HttpFunction::handleRequest",
            join(
                jars(repository.resolve("layers/kernel/target/layer/java/lib")),
                List.of(repository.resolve("functions/tasks/target/tasks.jar")),
                ofClient()),
            cell.environmentOf("tasks"));
    var bare =
        new StartedFunction(
            BareHandler.class.getName() + "::handleRequest",
            join(ofClient(), List.of(here())),
            Map.of("AWS_REGION", "eu-central-1"));
    var live = EVENT.formatted("live");
    var cachedTasks = tasks.withCache(live);
    var cachedBare = bare.withCache(live);
    var ours = new ArrayList<Double>();
    var asking = new ArrayList<Double>();
    var baseline = new ArrayList<Double>();
    var cached = new ArrayList<Double>();
    var cachedBaseline = new ArrayList<Double>();
    for (int start = 0; start < STARTS; start++) {
      ours.add(tasks.millis(live));
      asking.add(tasks.millis(EVENT.formatted("ready")));
      baseline.add(bare.millis(live));
      cached.add(cachedTasks.millis(live));
      cachedBaseline.add(cachedBare.millis(live));
    }
    var figures = new ArrayList<Figure>();
    figures.addAll(against("JVM start to first answer, tasks", ours, baseline, Bound.atMost(MOST)));
    figures.add(Figure.of("  an answer that asks the database", 0, new Timings(asking), null));
    figures.addAll(against("the same, both with a cache of the JVM", cached, cachedBaseline, null));
    return figures;
  }

  private static List<Figure> against(
      String what, List<Double> ours, List<Double> baseline, @Nullable Bound most) {
    var function = new Timings(ours);
    var nothing = new Timings(baseline);
    return List.of(
        Figure.of(what, 0, function, null),
        Figure.of("  a handler that does nothing", 0, nothing, null),
        Figure.ratio("  against it", 0, function.median() / nothing.median(), most));
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
