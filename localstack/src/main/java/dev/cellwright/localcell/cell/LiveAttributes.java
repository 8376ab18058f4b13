package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.template.LiveValues;
import dev.cellwright.localcell.template.Resource;
import dev.cellwright.localcell.template.TemplateProblem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is known of a cell's resources only since they were made.
final class LiveAttributes implements LiveValues {

  private final Map<String, JsonNode> values = new ConcurrentHashMap<>();
  private @Nullable AwsFront aws;

  void connect(AwsFront front) {
    aws = front;
  }

  void set(Resource resource, String name, JsonNode value) {
    values.put(resource.key() + "." + name, value);
  }

  void set(Resource resource, String name, String value) {
    set(resource, name, TextNode.valueOf(value));
  }

  @Override
  public @Nullable JsonNode attribute(Resource resource, String name) {
    var value = values.get(resource.key() + "." + name);
    if (value == null && isKnownOnlyLive(resource.type(), name)) {
      throw new TemplateProblem(
          resource + " is asked for " + name + ", which it has not, or not yet");
    }
    return value;
  }

  private static boolean isKnownOnlyLive(String type, String name) {
    return switch (type) {
      case "AWS::SecretsManager::Secret", "AWS::KMS::Key", "AWS::CloudFormation::CustomResource" ->
          true;
      case "AWS::RDS::DBCluster" ->
          name.contains("Endpoint") || name.startsWith("MasterUserSecret");
      default -> type.startsWith("Custom::");
    };
  }

  @Override
  public String secret(String id) {
    if (aws == null) {
      throw new TemplateProblem("the secret " + id + " is read before any is made");
    }
    return aws.secrets().value(id);
  }
}
