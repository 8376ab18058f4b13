package dev.cellwright.localcell.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a cloud assembly by hand: one stage, its stacks and assets, in the form the CDK writes.
public final class TestingAssembly {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Path stage;
  private final ObjectNode artifacts = JSON.createObjectNode();
  private final ObjectNode files = JSON.createObjectNode();

  public TestingAssembly(Path directory, String cell) {
    this.directory = directory;
    this.stage = directory.resolve("assembly-" + cell);
    try {
      Files.createDirectories(stage);
      var root = JSON.createObjectNode().put("version", "48.0.0");
      var nested = root.putObject("artifacts").putObject("assembly-" + cell);
      nested.put("type", "cdk:cloud-assembly");
      nested
          .putObject("properties")
          .put("directoryName", "assembly-" + cell)
          .put("displayName", cell);
      Files.writeString(directory.resolve("manifest.json"), root.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestingAssembly stack(String name, String template, String... dependsOn) {
    var artifact = artifacts.putObject(name);
    artifact.put("type", "aws:cloudformation:stack");
    artifact.put("environment", "aws://unknown-account/unknown-region");
    artifact
        .putObject("properties")
        .put("templateFile", name + ".template.json")
        .put("stackName", name);
    var dependencies = artifact.putArray("dependencies").add(name + ".assets");
    for (var each : dependsOn) {
      dependencies.add(each);
    }
    return write(stage.resolve(name + ".template.json"), template);
  }

  /// A file or directory that templates name by the key `<hash>.zip`.
  public TestingAssembly asset(String hash, Path source) {
    var file = files.putObject(hash);
    file.putObject("source")
        .put("path", stage.relativize(source).toString())
        .put("packaging", "zip");
    file.putObject("destinations").putObject("current").put("objectKey", hash + ".zip");
    return this;
  }

  /// Writes the manifests, and answers the assembly's directory.
  public Path write() {
    var manifest = JSON.createObjectNode().put("version", "48.0.0");
    manifest.set("files", files);
    write(stage.resolve("cell.assets.json"), manifest.toString());
    var assets = artifacts.putObject("cell.assets");
    assets.put("type", "cdk:asset-manifest");
    assets.putObject("properties").put("file", "cell.assets.json");
    var root = JSON.createObjectNode().put("version", "48.0.0");
    root.set("artifacts", artifacts);
    write(stage.resolve("manifest.json"), root.toString());
    return directory;
  }

  private TestingAssembly write(Path file, String text) {
    try {
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
