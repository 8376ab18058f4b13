package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.console.CellView;
import dev.cellwright.localcell.gateway.Functions;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.isolated.Isolation;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.InProcessHost;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.KnownTypes;
import dev.cellwright.localcell.template.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The functions of a cell, each with the role, the layers and the environment its template gives
/// it.
final class CellFunctions implements Functions, AutoCloseable {

  /// The variable by which CDK's provider framework names the function that does the work.
  private static final String ON_EVENT = "USER_ON_EVENT_FUNCTION_ARN";

  private static final List<String> SERVICES =
      List.of(
          "RDS_DATA",
          "KMS",
          "SECRETS_MANAGER",
          "SSM",
          "SESV2",
          "SNS",
          "S3",
          "SQS",
          "EVENTBRIDGE",
          "LAMBDA");

  /// Instead of `https://<api>.execute-api.<region>.amazonaws.com/<stage>`, the stage included: the
  /// only client whose address has a path.
  private static final String MANAGEMENT_ENDPOINT = "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI";

  /// What the functions share: who may call, where AWS is, which time it is, where output goes.
  ///
  /// @param isolation starts them in processes of their own; null runs them in this one
  record Surroundings(
      Callers callers,
      URI aws,
      InstantSource clock,
      FunctionLog log,
      DatabaseLogin databaseLogin,
      @Nullable Isolation isolation,
      Faults faults) {}

  private record Permission(String principal, String functionArn, Pattern source) {}

  private final CellTemplate template;
  private final CellRoles roles;
  private final Surroundings surroundings;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Map<String, FunctionHost> hosts = new LinkedHashMap<>();
  private final Map<String, String> functionOfAlias = new HashMap<>();
  private final List<Permission> permissions = new ArrayList<>();

  CellFunctions(CellTemplate template, CellRoles roles, Surroundings surroundings) {
    this.template = template;
    this.roles = roles;
    this.surroundings = surroundings;
    surroundings.faults().know(FaultyHost.SERVICE, Set.of(FaultyHost.INVOKE));
    template
        .ofType("AWS::Lambda::Function")
        .forEach(each -> resources.put(template.arn(each), each));
    template.ofType("AWS::Lambda::Alias").forEach(this::addAlias);
    template.ofType("AWS::Lambda::Version").forEach(this::addVersion);
    template.ofType("AWS::Lambda::Permission").forEach(this::addPermission);
  }

  /// Begins to start every function that waits for nothing, all at once.
  void startThoseThatCan() {
    resources.values().stream()
        .filter(each -> !isOnEvent(each) && !isHook(each))
        .filter(each ->
            template.referencedBy(each, each.properties()).noneMatch(CustomResources::isCustom))
        .forEach(this::startOnce);
  }

  /// Whether it is the function behind a provider, which is started only when it has something to
  /// do.
  boolean isOnEvent(Resource function) {
    return resources.values().stream()
        .filter(CellFunctions::isProvider)
        .flatMap(each -> template.referencedBy(each, onEvent(each)))
        .anyMatch(function::equals);
  }

  /// Whether it is called by nobody but a roll-out, which is not done here: an operator may call
  /// it, and it is started then.
  boolean isHook(Resource function) {
    return template
        .ofType("AWS::Lambda::Alias")
        .flatMap(alias -> template.referencedBy(alias, alias.updatePolicy()))
        .anyMatch(function::equals);
  }

  static JsonNode onEvent(Resource provider) {
    return provider.properties().path("Environment").path("Variables").path(ON_EVENT);
  }

  /// Begins to start a function unless it is begun. One that is not ours must be CDK's own, which
  /// the local cell stands in for.
  synchronized void startOnce(Resource function) {
    var arn = template.arn(function);
    if (isJava(function)) {
      if (!hosts.containsKey(arn)) {
        hosts.put(arn, start(arn, function));
      }
    } else if (!isProvider(function) && !servesOnlyWhatIsLeftOut(function)) {
      throw new CellProblem(
          function
              + " runs on "
              + function.properties().path("Runtime").asText("no runtime")
              + "; the local cell runs Java");
    }
  }

  /// The hosts that run, by function ARN.
  synchronized Map<String, FunctionHost> hosts() {
    return Map.copyOf(hosts);
  }

  /// The functions as the console shows them.
  List<CellView.Function> view() {
    return hosts().entrySet().stream()
        .map(each -> {
          var settings = each.getValue().settings();
          return new CellView.Function(
              settings.name(),
              settings.handler(),
              settings.memoryMegabytes(),
              settings.timeout().toSeconds(),
              settings.role(),
              each.getValue().invocations(),
              each.getValue().processes());
        })
        .sorted(Comparator.comparing(CellView.Function::name))
        .toList();
  }

  /// The function's resource, by its ARN or an alias's.
  @Nullable Resource resource(String arn) {
    return resources.get(functionOfAlias.getOrDefault(arn, arn));
  }

  /// The function of this name, begun if it isn't; null where the cell has none.
  @Nullable FunctionHost named(String name) {
    for (var function : resources.values()) {
      if (isJava(function) && template.name(function).equals(name)) {
        startOnce(function);
        return find(template.arn(function));
      }
    }
    return null;
  }

  @Override
  public synchronized @Nullable FunctionHost find(String qualifiedArn) {
    return hosts.get(functionOfAlias.getOrDefault(qualifiedArn, qualifiedArn));
  }

  @Override
  public boolean mayInvoke(String qualifiedArn, String sourceArn) {
    return mayBeInvoked("apigateway.amazonaws.com", qualifiedArn, sourceArn);
  }

  /// Whether a permission of the template lets a service invoke the function, for this source.
  boolean mayBeInvoked(String principal, String qualifiedArn, String sourceArn) {
    return permissions.stream()
        .anyMatch(each ->
            each.principal().equals(principal)
                && each.functionArn().equals(qualifiedArn)
                && each.source().matcher(sourceArn).matches());
  }

  private void addAlias(Resource alias) {
    var function = template.functionArn(alias, alias.properties().path("FunctionName"));
    if (!resources.containsKey(function)) {
      throw new CellProblem(alias + " is of " + function + ", which no template makes");
    }
    functionOfAlias.put(template.reference(alias), function);
  }

  private void addVersion(Resource version) {
    var function = template.functionArn(version, version.properties().path("FunctionName"));
    functionOfAlias.put(function + ":1", function);
  }

  private void addPermission(Resource permission) {
    var properties = template.resolve(permission);
    if (properties.path("Action").asText().equals("lambda:InvokeFunction")) {
      permissions.add(
          new Permission(
              properties.path("Principal").asText(),
              template.functionArn(permission, properties.path("FunctionName")),
              glob(properties.path("SourceArn").asText("*"))));
    }
  }

  private static Pattern glob(String arn) {
    return Pattern.compile(
        Pattern.quote(arn).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
  }

  private FunctionHost start(String arn, Resource function) {
    var properties = template.resolve(function);
    var qualified =
        functionOfAlias.entrySet().stream()
            .filter(each -> each.getValue().equals(arn) && !each.getKey().endsWith(":1"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(arn);
    var version = qualified.equals(arn) ? "$LATEST" : "1";
    var task = template.asset(function, function.properties().path("Code"));
    var name = template.name(function);
    var settings =
        new FunctionSettings(
            name,
            qualified,
            version,
            properties.path("Handler").asText(),
            classPath(function, task),
            environment(function, properties, task, version),
            Duration.ofSeconds(properties.path("Timeout").asInt(3)),
            properties.path("MemorySize").asInt(128),
            properties.path("LoggingConfig").path("LogGroup").asText("/aws/lambda/" + name),
            isSnapStart(properties),
            properties.path("Role").asText());
    surroundings.faults().knowCaller(name, settings.role());
    var isolation = surroundings.isolation();
    return new FaultyHost(
        isolation == null
            ? InProcessHost.start(settings, surroundings.clock(), surroundings.log())
            : isolation.host(settings),
        surroundings.faults());
  }

  private static boolean isSnapStart(JsonNode properties) {
    return properties.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions");
  }

  private Map<String, String> environment(
      Resource function, JsonNode properties, Path task, String version) {
    var name = template.name(function);
    var region = function.stack().region();
    var all = new TreeMap<String, String>();
    properties
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(each -> all.put(each.getKey(), each.getValue().asText()));
    all.put("_HANDLER", properties.path("Handler").asText());
    all.put("AWS_REGION", region);
    all.put("AWS_DEFAULT_REGION", region);
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + properties.path("Runtime").asText());
    all.put("AWS_LAMBDA_FUNCTION_NAME", name);
    all.put("AWS_LAMBDA_FUNCTION_VERSION", version);
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", properties.path("MemorySize").asText("128"));
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", isSnapStart(properties) ? "snap-start" : "on-demand");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local/[" + version + "]" + name);
    all.put("LAMBDA_TASK_ROOT", task.toString());
    all.put("TZ", ":UTC");
    // Only here: a template can't say it, since a function on AWS doesn't heed it.
    all.put("LOCAL_CELL_MAY_CALL_LOOPBACK", "true");
    var roleArn = properties.path("Role").asText();
    var policy = roles.policy(roleArn, function);
    var credentials = surroundings.callers().issue(roleArn, policy);
    all.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    all.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    all.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    all.put("AWS_ENDPOINT_URL", surroundings.aws().toString());
    SERVICES.forEach(each -> all.put("AWS_ENDPOINT_URL_" + each, surroundings.aws().toString()));
    var socketStage = CellSockets.stageName(template);
    if (socketStage != null) {
      all.put(MANAGEMENT_ENDPOINT, surroundings.aws() + "/" + socketStage);
    }
    all.putAll(surroundings.databaseLogin().variables(function, all, policy));
    return Map.copyOf(all);
  }

  /// The task before its layers, jars by name, as Lambda's Java runtime orders them.
  private List<Path> classPath(Resource function, Path task) {
    var paths = new ArrayList<Path>();
    paths.add(task);
    if (Files.isDirectory(task)) {
      paths.addAll(jars(task.resolve("lib")));
    } else if (!task.toString().endsWith(".jar")) {
      throw new CellProblem(
          function + " has the asset " + task + ", which is no directory and no jar");
    }
    for (var layer : layers(function)) {
      paths.addAll(
          jars(template.asset(layer, layer.properties().path("Content")).resolve("java/lib")));
    }
    return List.copyOf(paths);
  }

  List<Resource> layers(Resource function) {
    return function
        .properties()
        .path("Layers")
        .valueStream()
        .flatMap(each -> {
          var layer = template.referencedBy(function, each).toList();
          if (layer.isEmpty()) {
            throw new CellProblem(
                function + " has the layer " + each + ", which its stack does not make");
          }
          return layer.stream();
        })
        .toList();
  }

  private static List<Path> jars(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJava(Resource function) {
    return function.properties().path("Runtime").asText().startsWith("java");
  }

  static boolean isProvider(Resource function) {
    return !onEvent(function).isMissingNode();
  }

  private boolean servesOnlyWhatIsLeftOut(Resource function) {
    var served =
        template.resources().stream()
            .filter(each -> each.properties().has("ServiceToken"))
            .filter(each ->
                template
                    .referencedBy(each, each.properties().path("ServiceToken"))
                    .anyMatch(function::equals))
            .toList();
    return !served.isEmpty()
        && served.stream().allMatch(each -> KnownTypes.reasonToLeaveOut(each.type()) != null);
  }

  @Override
  public void close() {
    hosts.values().forEach(FunctionHost::close);
  }
}
