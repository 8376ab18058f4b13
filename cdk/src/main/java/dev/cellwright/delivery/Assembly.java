package dev.cellwright.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The templates of a cloud assembly, its nested ones included, by the names of their stacks.
final class Assembly {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Assembly() {}

  static Map<String, JsonNode> templates(Path folder) {
    var templates = new TreeMap<String, JsonNode>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (var manifest : files.filter(file -> file.endsWith("manifest.json")).sorted().toList()) {
        for (var artifact : JSON.readTree(manifest.toFile()).path("artifacts")) {
          var properties = artifact.path("properties");
          if (properties.has("stackName")) {
            var file = manifest.resolveSibling(properties.path("templateFile").asText());
            templates.put(properties.path("stackName").asText(), JSON.readTree(file.toFile()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return templates;
  }
}
