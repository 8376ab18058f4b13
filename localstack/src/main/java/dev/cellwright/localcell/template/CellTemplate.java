package dev.cellwright.localcell.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Everything the templates of one cell state: its resources in the order they are deployed, and
/// what their properties resolve to.
public final class CellTemplate {

  private final Map<String, Stack> stacks = new LinkedHashMap<>();
  private final Map<String, Map<String, Resource>> byStack = new HashMap<>();
  private final List<Resource> resources;
  private final PhysicalIds physicalIds = new PhysicalIds(this);
  private final LiveValues live;

  /// Reads the cell `cell` of the assembly in `directory`, refusing resource types nobody stands in
  /// for.
  public static CellTemplate read(Path directory, String cell, LiveValues live) {
    return new CellTemplate(CloudAssembly.stacks(directory, cell), live);
  }

  private CellTemplate(List<Stack> all, LiveValues live) {
    this.live = live;
    all.forEach(stack -> stacks.put(stack.id(), stack));
    all.forEach(stack -> byStack.put(stack.name(), resourcesOf(stack)));
    resources =
        DeployOrder.of(
                all, Stack::id, stack -> stack.dependsOn().stream().filter(stacks::containsKey))
            .stream()
            .flatMap(stack -> inOrder(byStack.getOrDefault(stack.name(), Map.of())))
            .toList();
    resources.forEach(KnownTypes::check);
  }

  /// All resources, each after those it depends on.
  public List<Resource> resources() {
    return resources;
  }

  public Stream<Resource> ofType(String type) {
    return resources.stream().filter(resource -> resource.type().equals(type));
  }

  public Collection<Stack> stacks() {
    return stacks.values();
  }

  /// All properties of a resource.
  public JsonNode resolve(Resource resource) {
    return resolve(resource, resource.properties());
  }

  /// A part of a resource's properties.
  public JsonNode resolve(Resource resource, JsonNode value) {
    return intrinsics(resource.stack(), resource.toString()).resolve(value);
  }

  /// What `Ref` gives for the resource.
  public String reference(Resource resource) {
    var value = live.attribute(resource, "Ref");
    return value == null ? physicalIds.reference(resource).asText() : value.asText();
  }

  /// What `Fn::GetAtt` gives for the resource.
  public JsonNode attribute(Resource resource, String name) {
    var value = live.attribute(resource, name);
    return value == null ? physicalIds.attribute(resource, name) : value;
  }

  public String arn(Resource resource) {
    return attribute(resource, "Arn").asText();
  }

  /// The name CloudFormation gives the resource, stated or generated.
  public String name(Resource resource) {
    return physicalIds.name(resource);
  }

  /// A function's or alias's ARN, from what a property holds: a name or an ARN.
  public String functionArn(Resource askedBy, JsonNode nameOrArn) {
    return PhysicalIds.functionArn(askedBy, resolve(askedBy, nameOrArn).asText());
  }

  /// The directory or file of a `Code` or `Content` property.
  public Path asset(Resource resource, JsonNode location) {
    var key = resolve(resource, location).path("S3Key");
    if (!key.isTextual()) {
      throw new TemplateProblem(resource + " has no asset: the local cell runs assets only");
    }
    return resource.stack().assets().path(key.textValue(), resource);
  }

  /// The resources of the same stack that a value refers to.
  public Stream<Resource> referencedBy(Resource resource, JsonNode value) {
    var neighbours = byStack.getOrDefault(resource.stack().name(), Map.of());
    return neighbours.values().stream()
        .filter(each -> References.in(value).contains(each.logicalId()));
  }

  private Map<String, Resource> resourcesOf(Stack stack) {
    var found = new LinkedHashMap<String, Resource>();
    for (var entry : stack.template().path("Resources").properties()) {
      var body = entry.getValue();
      var type = body.path("Type").asText();
      var where = stack.name() + "/" + entry.getKey() + " (" + type + ")";
      if (body.has("Condition")
          && !intrinsics(stack, where).condition(body.path("Condition").asText())) {
        continue;
      }
      var properties = body.path("Properties");
      var dependsOn = new ArrayList<String>();
      if (body.path("DependsOn").isTextual()) {
        dependsOn.add(body.path("DependsOn").asText());
      }
      body.path("DependsOn").forEach(each -> dependsOn.add(each.asText()));
      found.put(
          entry.getKey(),
          new Resource(
              stack,
              entry.getKey(),
              type,
              properties.isMissingNode() ? JsonNodeFactory.instance.objectNode() : properties,
              body.path("UpdatePolicy"),
              List.copyOf(dependsOn)));
    }
    return found;
  }

  private static Stream<Resource> inOrder(Map<String, Resource> resources) {
    return DeployOrder.of(
        resources.values(),
        Resource::logicalId,
        resource ->
            Stream.concat(
                    resource.dependsOn().stream(), References.in(resource.properties()).stream())
                .filter(resources::containsKey))
        .stream();
  }

  private Intrinsics intrinsics(Stack stack, String where) {
    return new Intrinsics(stack.template(), new InStack(stack, where), where);
  }

  private Set<String> deployedBefore(Stack stack) {
    var before = new HashSet<String>();
    var open = new ArrayList<>(stack.dependsOn());
    while (!open.isEmpty()) {
      var next = stacks.get(open.removeLast());
      if (next != null && before.add(next.id())) {
        open.addAll(next.dependsOn());
      }
    }
    return before;
  }

  private final class InStack implements Intrinsics.Lookup {

    private final Stack stack;
    private final String where;

    InStack(Stack stack, String where) {
      this.stack = stack;
      this.where = where;
    }

    @Override
    public JsonNode reference(String name) {
      var pseudo = PhysicalIds.pseudoParameter(stack, name);
      if (pseudo != null) {
        return TextNode.valueOf(pseudo);
      }
      var parameter = stack.template().path("Parameters").path(name);
      if (!parameter.isMissingNode()) {
        return templateParameter(name, parameter);
      }
      return TextNode.valueOf(CellTemplate.this.reference(resource(name)));
    }

    @Override
    public JsonNode attribute(String logicalId, String attribute) {
      return CellTemplate.this.attribute(resource(logicalId), attribute);
    }

    @Override
    public String parameter(String name) {
      for (var parameter : ofType("AWS::SSM::Parameter").toList()) {
        if (physicalIds.name(parameter).equals(name)) {
          if (!deployedBefore(stack).contains(parameter.stack().id())) {
            throw new TemplateProblem(
                where
                    + " reads the SSM parameter "
                    + name
                    + ", but its stack does not depend on "
                    + parameter.stack().name()
                    + ", which writes it");
          }
          return physicalIds.attribute(parameter, "Value").asText();
        }
      }
      throw new TemplateProblem(
          where + " reads the SSM parameter " + name + ", which no stack of the cell writes");
    }

    @Override
    public String secret(String id) {
      return live.secret(id);
    }

    private JsonNode templateParameter(String name, JsonNode parameter) {
      var value = parameter.path("Default");
      if (value.isMissingNode()) {
        throw new TemplateProblem(
            where + " refers to the parameter " + name + ", which has no default");
      }
      var type = parameter.path("Type").asText();
      var text =
          type.startsWith("AWS::SSM::Parameter::Value<")
              ? parameter(value.asText())
              : value.asText();
      if (!type.contains("List<") && !type.contains("CommaDelimitedList")) {
        return TextNode.valueOf(text);
      }
      var items = JsonNodeFactory.instance.arrayNode();
      for (var item : text.split(",", -1)) {
        items.add(item.strip());
      }
      return items;
    }

    private Resource resource(String logicalId) {
      var resource = byStack.getOrDefault(stack.name(), Map.of()).get(logicalId);
      if (resource == null) {
        throw new TemplateProblem(
            where + " refers to " + logicalId + ", which its template does not hold");
      }
      return resource;
    }
  }
}
