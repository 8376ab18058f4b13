package dev.cellwright.localcell.cell;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.Invocation;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.KnownTypes;
import dev.cellwright.localcell.template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// Runs the custom resources behind a CDK `Provider`: created once on a data directory, updated
/// when their properties or their function's code changed, and otherwise remembered.
final class CustomResources {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CellTemplate template;
  private final CellFunctions functions;
  private final LiveAttributes live;
  private final DatabaseLogin databaseLogin;
  private final Path file;
  private final Consumer<String> progress;

  CustomResources(
      CellTemplate template,
      CellFunctions functions,
      LiveAttributes live,
      DatabaseLogin databaseLogin,
      Path file,
      Consumer<String> progress) {
    this.template = template;
    this.functions = functions;
    this.live = live;
    this.databaseLogin = databaseLogin;
    this.file = file;
    this.progress = progress;
  }

  /// Runs them in the order of the templates, and starts the functions that waited for one.
  void run() throws InterruptedException {
    var remembered = read();
    for (var resource : template.resources()) {
      if (resource.type().equals("AWS::Lambda::Function")) {
        if (!functions.isOnEvent(resource) && !functions.isHook(resource)) {
          functions.startOnce(resource);
        }
      } else if (isCustom(resource) && KnownTypes.reasonToLeaveOut(resource.type()) == null) {
        var before = remembered.path(resource.key());
        var after = run(resource, before);
        if (!after.equals(before)) {
          remembered.set(resource.key(), after);
          write(remembered);
        }
        live.set(resource, "Ref", after.path("physicalId"));
        after
            .path("data")
            .properties()
            .forEach(each -> live.set(resource, each.getKey(), each.getValue()));
      }
    }
  }

  static boolean isCustom(Resource resource) {
    return resource.type().startsWith("Custom::")
        || resource.type().equals("AWS::CloudFormation::CustomResource");
  }

  private JsonNode run(Resource resource, JsonNode before) throws InterruptedException {
    var function = onEvent(resource);
    var properties = asCloudFormationPasses(template.resolve(resource));
    var fingerprint = fingerprint(properties, function);
    if (before.path("fingerprint").asText().equals(fingerprint)) {
      return before;
    }
    functions.startOnce(function);
    var host = functions.find(template.arn(function));
    if (host == null) {
      throw new CellProblem(
          resource + " is done by " + function + ", which the local cell does not run");
    }
    var started = System.nanoTime();
    databaseLogin.prepare(host.settings().environment());
    var answer = invoke(host, resource, event(resource, properties, before));
    progress.accept(
        "%s %s (%.1f s)"
            .formatted(
                before.isMissingNode() ? "created" : "updated",
                resource.logicalId(),
                (System.nanoTime() - started) / 1e9));
    var after = JsonNodeFactory.instance.objectNode();
    after.put(
        "physicalId",
        answer
            .path("PhysicalResourceId")
            .asText(before.path("physicalId").asText(resource.logicalId())));
    after.set(
        "data", answer.path("Data").isObject() ? answer.path("Data") : JSON.createObjectNode());
    after.put("fingerprint", fingerprint);
    after.set("properties", properties);
    return after;
  }

  /// The function that does the work, behind the provider framework's.
  private Resource onEvent(Resource resource) {
    var token = template.resolve(resource, resource.properties().path("ServiceToken")).asText();
    var framework = functions.resource(token);
    if (framework == null || !CellFunctions.isProvider(framework)) {
      throw new CellProblem(
          resource + " is not behind a CDK Provider; the local cell knows only those");
    }
    var function =
        functions.resource(template.resolve(framework, CellFunctions.onEvent(framework)).asText());
    if (function == null) {
      throw new CellProblem(framework + " leads to a function that no template makes");
    }
    return function;
  }

  private ObjectNode event(Resource resource, JsonNode properties, JsonNode before) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("RequestType", before.isMissingNode() ? "Create" : "Update");
    event.put("RequestId", UUID.randomUUID().toString());
    event.put("ResponseURL", "...");
    event.put("ResourceType", resource.type());
    event.put("LogicalResourceId", resource.logicalId());
    event.put(
        "StackId",
        "arn:aws:cloudformation:%s:%s:stack/%s/local"
            .formatted(
                resource.stack().region(), resource.stack().account(), resource.stack().name()));
    event.set("ResourceProperties", properties);
    if (!before.isMissingNode()) {
      event.set("PhysicalResourceId", before.path("physicalId"));
      event.set("OldResourceProperties", before.path("properties"));
    }
    return event;
  }

  private static JsonNode invoke(FunctionHost host, Resource resource, JsonNode event)
      throws InterruptedException {
    try {
      var requestId = UUID.randomUUID().toString();
      var invocation =
          host.invoke(
                  event.toString().getBytes(UTF_8),
                  requestId,
                  "Root=1-00000000-" + requestId.replace("-", "").substring(8))
              .get();
      return switch (invocation) {
        case Invocation.Answered(var payload) -> JSON.readTree(payload);
        case Invocation.Failed(var type, var message) ->
            throw new CellProblem(resource + " failed: " + message + " (" + type + ")");
        case Invocation.TimedOut(var after) ->
            throw new CellProblem(
                resource + " took longer than its function's " + after.toSeconds() + " s");
        case Invocation.EventTooLarge _ ->
            throw new CellProblem(resource + " has more properties than Lambda takes");
      };
    } catch (ExecutionException e) {
      throw new IllegalStateException("an invocation ends with a value", e);
    } catch (IOException e) {
      throw new CellProblem(resource + " answered no JSON", e);
    }
  }

  /// CloudFormation passes every number and boolean as text.
  private static JsonNode asCloudFormationPasses(JsonNode value) {
    if (value.isObject()) {
      var fields = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(each -> fields.set(each.getKey(), asCloudFormationPasses(each.getValue())));
      return fields;
    }
    if (value.isArray()) {
      var items = JsonNodeFactory.instance.arrayNode();
      value.forEach(each -> items.add(asCloudFormationPasses(each)));
      return items;
    }
    return value.isValueNode() && !value.isNull() ? TextNode.valueOf(value.asText()) : value;
  }

  /// What must be the same for the result to be: the properties, and the function as its template
  /// states it, whose assets carry a hash of their content in their name.
  private String fingerprint(JsonNode properties, Resource function) {
    var text = new StringBuilder(properties.toString()).append(function.properties());
    text.append(template.asset(function, function.properties().path("Code")).getFileName());
    functions
        .layers(function)
        .forEach(each ->
            text.append(template.asset(each, each.properties().path("Content")).getFileName()));
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private ObjectNode read() {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new CellProblem(file + " can't be read; start with --fresh", e);
    }
    throw new CellProblem(file + " is damaged; start with --fresh");
  }

  private void write(ObjectNode remembered) {
    try {
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(remembered));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CellProblem(file + " can't be written: " + e.getMessage(), e);
    }
  }
}
