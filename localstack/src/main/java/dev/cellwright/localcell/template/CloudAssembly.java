package dev.cellwright.localcell.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A synthesized CDK cloud assembly: one directory with a manifest, templates, assets, and one
/// nested assembly for each cell.
public final class CloudAssembly {

  private static final String DEFAULT_ACCOUNT = "000000000000";
  private static final String DEFAULT_REGION = "us-east-1";
  private static final Pattern ENVIRONMENT = Pattern.compile("aws://([^/]+)/(.+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private CloudAssembly() {}

  /// The stacks of one cell: those of the stage named like the cell, or, in an assembly without
  /// stages, all of them.
  public static List<Stack> stacks(Path directory, String cell) {
    var artifacts = artifacts(directory);
    var cells = new TreeSet<String>();
    for (var artifact : artifacts.properties()) {
      if (artifact.getValue().path("type").asText().equals("cdk:cloud-assembly")) {
        var properties = artifact.getValue().path("properties");
        var nested = directory.resolve(properties.path("directoryName").asText());
        var name = artifact.getKey().replaceFirst("^assembly-", "");
        cells.add(name);
        if (name.equals(cell) || properties.path("displayName").asText().equals(cell)) {
          return stacksIn(nested, artifacts(nested));
        }
      }
    }
    if (!cells.isEmpty()) {
      throw new TemplateProblem(
          "no cell " + cell + " in " + directory + ": it holds " + String.join(", ", cells));
    }
    return ofCell(cell, directory, stacksIn(directory, artifacts));
  }

  private static List<Stack> ofCell(String cell, Path directory, List<Stack> all) {
    var own =
        all.stream()
            .filter(stack -> stack.name().equals(cell) || stack.name().startsWith(cell + "-"))
            .toList();
    if (own.isEmpty()) {
      throw new TemplateProblem(
          "no cell %s in %s: it holds the stacks %s"
              .formatted(
                  cell, directory, String.join(", ", all.stream().map(Stack::name).toList())));
    }
    return own;
  }

  private static JsonNode artifacts(Path directory) {
    var manifest = directory.resolve("manifest.json");
    if (!Files.isReadable(manifest)) {
      throw new TemplateProblem(
          "no cloud assembly in " + directory + ": synthesize it first (./cell synth)");
    }
    return read(manifest).path("artifacts");
  }

  private static List<Stack> stacksIn(Path directory, JsonNode artifacts) {
    var assets = assetsIn(directory, artifacts);
    var stacks = new ArrayList<Stack>();
    for (var artifact : artifacts.properties()) {
      if (artifact.getValue().path("type").asText().equals("aws:cloudformation:stack")) {
        stacks.add(stack(directory, artifact.getKey(), artifact.getValue(), assets));
      }
    }
    if (stacks.isEmpty()) {
      throw new TemplateProblem(
          "no stack in " + directory + ": synthesize it again (./cell synth)");
    }
    return stacks;
  }

  private static Stack stack(Path directory, String id, JsonNode artifact, Assets assets) {
    var properties = artifact.path("properties");
    var environment = ENVIRONMENT.matcher(artifact.path("environment").asText());
    var known = environment.matches();
    var account = known ? environment.group(1) : "unknown-account";
    var region = known ? environment.group(2) : "unknown-region";
    var dependsOn = new ArrayList<String>();
    artifact.path("dependencies").forEach(each -> dependsOn.add(each.asText()));
    return new Stack(
        id,
        properties.path("stackName").asText(id),
        account.equals("unknown-account") ? DEFAULT_ACCOUNT : account,
        region.equals("unknown-region") ? DEFAULT_REGION : region,
        read(directory.resolve(properties.path("templateFile").asText())),
        List.copyOf(dependsOn),
        assets);
  }

  private static Assets assetsIn(Path directory, JsonNode artifacts) {
    var paths = new HashMap<String, Path>();
    for (var artifact : artifacts) {
      if (artifact.path("type").asText().equals("cdk:asset-manifest")) {
        var manifest = read(directory.resolve(artifact.path("properties").path("file").asText()));
        for (var file : manifest.path("files")) {
          var source = file.path("source").path("path");
          if (source.isTextual()) {
            var path = directory.resolve(source.asText()).normalize();
            for (var destination : file.path("destinations")) {
              paths.put(destination.path("objectKey").asText(), path);
            }
          }
        }
      }
    }
    return new Assets(Map.copyOf(paths));
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new TemplateProblem("can't read " + file + ": synthesize it again (./cell synth)", e);
    }
  }
}
