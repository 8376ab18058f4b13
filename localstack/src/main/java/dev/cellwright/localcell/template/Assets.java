package dev.cellwright.localcell.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The files an assembly ships beside its templates, by the object key a template names.
public record Assets(Map<String, Path> byObjectKey) {

  /// The directory or file behind an object key such as `<hash>.zip`.
  public Path path(String objectKey, Resource wantedBy) {
    var path = byObjectKey.get(objectKey);
    if (path == null) {
      throw new TemplateProblem(
          wantedBy + " uses asset " + objectKey + ", which no asset manifest names");
    }
    if (!Files.exists(path)) {
      throw new TemplateProblem(
          wantedBy + " uses asset " + path + ", which is missing: synthesize again");
    }
    return path;
  }
}
