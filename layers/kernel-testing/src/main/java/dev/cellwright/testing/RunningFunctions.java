package dev.cellwright.testing;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.http.HttpRequest;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.lambda.RunningModule;
import dev.cellwright.kernel.observe.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// The cell's functions, one for each module, and a gateway's way to the right one.
public final class RunningFunctions {
  private static final Duration PATIENCE = Duration.ofSeconds(29);
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Target(String method, Pattern path, int parameters, RunningModule function) {}

  private final List<Target> targets;

  private RunningFunctions(List<Target> targets) {
    this.targets = targets;
  }

  static RunningFunctions start(CellHost host, InstantSource clock) {
    var targets = new ArrayList<Target>();
    host.modules()
        .forEach((name, module) ->
            targets.addAll(targets(module, Environment.handedIn(host.environmentOf(name)), clock)));
    return new RunningFunctions(byPrecedence(targets));
  }

  /// One module's function with an environment of its own.
  public static RunningFunctions of(
      CellModule module, Map<String, String> environment, InstantSource clock) {
    return new RunningFunctions(
        byPrecedence(targets(module, Environment.handedIn(environment), clock)));
  }

  private static List<Target> targets(
      CellModule module, Environment environment, InstantSource clock) {
    var function = RunningModule.start(module, environment, clock);
    return module.declaration().routes().stream().map(route -> target(route, function)).toList();
  }

  private static Target target(Route<?> route, RunningModule function) {
    var pattern = Pattern.compile(route.path().replaceAll("\\{[^}]*}", "[^/]+"));
    return new Target(route.method().name(), pattern, route.pathParameters().size(), function);
  }

  /// A literal path wins over a parameter.
  private static List<Target> byPrecedence(List<Target> targets) {
    return targets.stream().sorted(Comparator.comparingInt(Target::parameters)).toList();
  }

  /// Sends a request to the function whose route it is. A path without this method goes to the
  /// function that has the path, and one that nobody has to any: as a gateway would, they say so.
  Answer send(
      String method,
      String path,
      Map<String, List<String>> query,
      Map<String, List<String>> headers,
      byte[] body) {
    var trace = "1-" + hex(4) + "-" + hex(12);
    var request =
        new HttpRequest(
            method,
            "http://127.0.0.1",
            path,
            headers,
            query,
            body,
            "192.0.2.7",
            UUID.randomUUID().toString(),
            Instant.now().plus(PATIENCE));
    var response =
        TraceHeader.carry("Root=" + trace, () -> function(method, path).api().answer(request));
    return new Answer(
        response.status(),
        response.headers(),
        new String(response.body(), StandardCharsets.UTF_8),
        trace);
  }

  private RunningModule function(String method, String path) {
    var reaching =
        targets.stream().filter(target -> target.path().matcher(path).matches()).toList();
    return reaching.stream()
        .filter(target -> target.method().equals(method))
        .findFirst()
        .or(() -> reaching.stream().findFirst())
        .orElse(targets.getFirst())
        .function();
  }

  private static String hex(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
