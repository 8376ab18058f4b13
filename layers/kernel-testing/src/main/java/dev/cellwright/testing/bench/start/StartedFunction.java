package dev.cellwright.testing.bench.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A function as the runtime interface client runs it, in a JVM with the options that Lambda gives
/// it where there is no snapshot.
///
/// @param options further ones
record StartedFunction(
    String handler, List<Path> classPath, Map<String, String> environment, List<String> options) {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  StartedFunction(String handler, List<Path> classPath, Map<String, String> environment) {
    this(handler, classPath, environment, List.of());
  }

  /// From the start of its JVM to its answer to an event.
  double millis(String event) throws IOException {
    try (var api = RuntimeApi.open(event)) {
      var started = System.nanoTime();
      var process = start(api, options);
      try {
        answered(api);
        return (System.nanoTime() - started) / 1_000_000.0;
      } finally {
        // The next one unpacks its native library over the same file.
        process.destroyForcibly().onExit().join();
      }
    }
  }

  /// The same with a cache of the JVM's (JEP 483): its classes read, verified and linked before, as
  /// far as the answer to an event needs them.
  StartedFunction withCache(String event) throws IOException {
    var cache = Files.createTempDirectory("bench-start").resolve("function.aot");
    cache.toFile().deleteOnExit();
    Objects.requireNonNull(cache.getParent()).toFile().deleteOnExit();
    try (var api = RuntimeApi.open(event)) {
      var process = start(api, List.of("-XX:AOTCacheOutput=" + cache));
      try {
        answered(api);
      } finally {
        // Asked to end, it writes the cache first.
        process.destroy();
        process.onExit().join();
      }
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the JVM of " + handler + " made no cache");
    }
    return new StartedFunction(handler, classPath, environment, List.of("-XX:AOTCache=" + cache));
  }

  private static void answered(RuntimeApi api) {
    var answer = api.answer();
    if (!answer.replace(" ", "").contains("\"statusCode\":200")) {
      throw new IllegalStateException("the function answers " + answer);
    }
  }

  private Process start(RuntimeApi api, List<String> further) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(further);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.addAll(List.of(CLIENT, handler));
    var builder = new ProcessBuilder(command);
    var variables = new HashMap<>(environment);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "bench");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "bench");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "bench");
    builder.environment().clear();
    builder.environment().putAll(variables);
    var log = Files.createTempFile("bench-start", ".log").toFile();
    log.deleteOnExit();
    return builder.redirectErrorStream(true).redirectOutput(log).start();
  }
}
