package dev.cellwright.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The templates of a cell, each with the region that it is for.
record Assembly(List<Template> templates) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Template(String name, String region, JsonNode body) {}

  record Resource(String region, String type, JsonNode properties) {}

  /// @param folder what the CDK has written
  static Assembly read(Path folder) throws IOException {
    var templates = new ArrayList<Template>();
    read(folder, templates);
    if (templates.isEmpty()) {
      throw new NoPrice(folder + " holds no templates");
    }
    return new Assembly(List.copyOf(templates));
  }

  private static void read(Path folder, List<Template> templates) throws IOException {
    var manifest = JSON.readTree(Files.readString(folder.resolve("manifest.json")));
    for (var artifact : manifest.path("artifacts").properties()) {
      var properties = artifact.getValue().path("properties");
      switch (artifact.getValue().path("type").asText()) {
        case "aws:cloudformation:stack" ->
            templates.add(
                new Template(
                    artifact.getKey(),
                    region(artifact.getValue().path("environment").asText()),
                    JSON.readTree(
                        Files.readString(
                            folder.resolve(properties.path("templateFile").asText())))));
        case "cdk:cloud-assembly" ->
            read(folder.resolve(properties.path("directoryName").asText()), templates);
        default -> {
          // Assets and the tree of constructs hold no resources.
        }
      }
    }
  }

  /// `eu-central-1` of `aws://111111111111/eu-central-1`.
  private static String region(String environment) {
    return environment.substring(environment.lastIndexOf('/') + 1);
  }

  List<Resource> resources() {
    return templates.stream()
        .flatMap(template ->
            template.body().path("Resources").properties().stream()
                .map(each ->
                    new Resource(
                        template.region(),
                        each.getValue().path("Type").asText(),
                        each.getValue().path("Properties"))))
        .toList();
  }
}
