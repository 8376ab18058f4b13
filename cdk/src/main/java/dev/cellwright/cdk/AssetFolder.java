package dev.cellwright.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder that becomes an asset.
record AssetFolder(Path path) {

  static AssetFolder empty(Path path) {
    try {
      if (Files.exists(path)) {
        try (var old = Files.walk(path)) {
          for (var file : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(path);
      return new AssetFolder(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Puts a jar where Lambda finds classes.
  AssetFolder library(Path jar) {
    try {
      Files.createDirectories(path.resolve("lib"));
      Files.copy(jar, path.resolve("lib").resolve(jar.getFileName()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AssetFolder text(String name, String text) {
    try {
      var file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardCharsets.UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
