package dev.cellwright.localcell.isolated;

import dev.cellwright.localcell.lambda.FunctionSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a function's process is started: this JDK, the runtime's jars before the function's, and the
/// function's variables with nothing of this machine's.
record ProcessCommand(FunctionSettings settings, InterfaceClient client, String api) {

  /// How much of its memory a function has for its heap; what Lambda's own Java runtime gives is
  /// not documented, but seen to be about this.
  private static final double HEAP = 0.85;

  private static final Set<String> KEYS =
      Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  Process start() throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + Math.round(settings.memoryMegabytes() * HEAP) + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            // AWS's implementation of the hooks around a snapshot, under the interface of CRaC.
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            client.option(),
            "-cp",
            classPath(),
            InterfaceClient.MAIN,
            settings.handler());
    builder.environment().clear();
    builder.environment().putAll(environment());
    var task = settings.classPath().getFirst();
    var root = Files.isDirectory(task) ? task : Objects.requireNonNull(task.getParent());
    builder.directory(root.toFile());
    builder.redirectErrorStream(true);
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private String classPath() {
    return Stream.concat(client.jars().stream(), settings.classPath().stream())
        .map(each -> each.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Map<String, String> environment() {
    var all = new HashMap<>(settings.environment());
    all.put("AWS_LAMBDA_RUNTIME_API", api);
    all.put("LANG", "en_US.UTF-8");
    all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    if (settings.snapStart()) {
      // Keys in a snapshot would be too old when it is restored, so Lambda has them fetched.
      all.keySet().removeAll(KEYS);
      all.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + api + RuntimeApi.CREDENTIALS);
      all.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", api.substring(api.indexOf('/') + 1));
    }
    return all;
  }
}
