package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The limits of AWS that a growing cell would meet, checked on the finished templates.
///
/// Better here than halfway through a deployment.
public final class Budget {
  static final int RESOURCES = 500;
  static final int PARAMETERS = 200;
  static final int OUTPUTS = 200;
  static final int TEMPLATE_BYTES = 1_000_000;
  static final int LAYERS = 5;
  static final int VARIABLES_BYTES = 4096;
  static final int ROLE_POLICY_CHARACTERS = 10_240;
  static final int EVENT_PATTERN_CHARACTERS = 2048;

  private final List<String> exceeded = new ArrayList<>();

  private Budget() {}

  /// Checks every template of an assembly.
  ///
  /// @throws OverBudget with a line for each limit that is exceeded
  public static void check(Path assembly) {
    var budget = new Budget();
    try (Stream<Path> files = Files.walk(assembly)) {
      for (var file :
          files.filter(f -> f.toString().endsWith(".template.json")).sorted().toList()) {
        budget.template(
            file.getFileName().toString().replace(".template.json", ""), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!budget.exceeded.isEmpty()) {
      throw new OverBudget(String.join("\n", budget.exceeded));
    }
  }

  static List<String> exceededBy(String stack, String template) {
    var budget = new Budget();
    budget.template(stack, template);
    return budget.exceeded;
  }

  private void template(String stack, String text) {
    var template = parse(text);
    atMost(stack, "resources", template.path("Resources").size(), RESOURCES, "part the stack");
    atMost(stack, "parameters", template.path("Parameters").size(), PARAMETERS, "part the stack");
    atMost(stack, "outputs", template.path("Outputs").size(), OUTPUTS, "part the stack");
    atMost(
        stack,
        "bytes of template",
        text.getBytes(StandardCharsets.UTF_8).length,
        TEMPLATE_BYTES,
        "part the stack, or shorten descriptions");
    template
        .path("Resources")
        .properties()
        .forEach(resource -> {
          var where = stack + "/" + resource.getKey();
          var properties = resource.getValue().path("Properties");
          switch (resource.getValue().path("Type").asText()) {
            case "AWS::Lambda::Function" -> function(where, properties);
            case "AWS::IAM::Role" -> role(where, properties.path("Policies"));
            case "AWS::IAM::Policy" -> role(where, properties.path("PolicyDocument"));
            case "AWS::Events::Rule" ->
                atMost(
                    where,
                    "characters of event pattern",
                    properties.path("EventPattern").toString().length(),
                    EVENT_PATTERN_CHARACTERS,
                    "listen to all events of an entity");
            default -> {}
          }
        });
  }

  private void function(String where, JsonNode properties) {
    atMost(where, "layers", properties.path("Layers").size(), LAYERS, "merge layers");
    atMost(
        where,
        "bytes of environment variables",
        properties.path("Environment").path("Variables").toString().length(),
        VARIABLES_BYTES,
        "move values to SSM parameters");
  }

  private void role(String where, JsonNode policies) {
    atMost(
        where,
        "characters of role policy",
        policies.toString().length(),
        ROLE_POLICY_CHARACTERS,
        "name resources by pattern");
  }

  private void atMost(String where, String what, int got, int allowed, String remedy) {
    if (got > allowed) {
      exceeded.add("%s has %d %s, AWS allows %d: %s".formatted(where, got, what, allowed, remedy));
    }
  }

  private static JsonNode parse(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
