package dev.cellwright.localcell.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// Directory trees on disk.
final class Trees {
  private Trees() {}

  static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        != null;
  }

  /// Lets everybody look into a directory; temporary ones are their maker's alone.
  static void open(Path directory) throws IOException {
    if (isPosix(directory)) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /// Deletes a directory and what is in it; what a stopping server deletes at the same time is no
  /// error.
  static void delete(Path directory) {
    try (var tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(Trees::deleteOne);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
