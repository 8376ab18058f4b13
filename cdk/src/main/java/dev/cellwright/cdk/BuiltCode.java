package dev.cellwright.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What Maven built, as the assets of a cell need it.
///
/// @param repository the root of the repository
public record BuiltCode(Path repository) {

  /// The thrown message says in one line what to do.
  public static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Missing(Path file) {
      super(file + " is missing: run ./cell build first", null, false, false);
    }
  }

  /// The layer that all functions share: the kernel and the libraries it stands on.
  Path layer() {
    return existing(repository.resolve("layers/kernel/target/layer"));
  }

  /// A module's own jar.
  Path jar(String module) {
    return existing(target(module).resolve(module + ".jar"));
  }

  /// The libraries of a module that the layer doesn't have, sorted.
  List<Path> libraries(String module) {
    var folder = target(module).resolve("lib");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path target(String module) {
    return repository.resolve("functions").resolve(module).resolve("target");
  }

  private static Path existing(Path file) {
    if (!Files.exists(file)) {
      throw new Missing(file);
    }
    return file;
  }

  /// An empty folder for an asset to be put together in.
  AssetFolder assetFolder(String cell, String name) {
    return AssetFolder.empty(repository.resolve("cdk/target/assets").resolve(cell).resolve(name));
  }

  /// A hash of everything in a folder or file: names and contents, nothing else.
  static String hash(Path root) {
    try (var walk = Files.walk(root)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var files = new ArrayList<>(walk.filter(Files::isRegularFile).toList());
      files.sort(null);
      for (var file : files) {
        digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
