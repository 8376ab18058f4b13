package dev.cellwright.localcell.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The files that hold what objects hold. Their names are random: no key ever becomes a path.
///
/// A file is complete and on the disk before a row names it, and deleted only after no row does.
final class ObjectFiles implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Path directory;
  private final boolean kept;

  private ObjectFiles(Path directory, boolean kept) {
    this.directory = directory;
    this.kept = kept;
  }

  /// Opens a directory, or makes it; null makes one that is deleted when it is closed.
  static ObjectFiles open(@Nullable Path wanted) throws IOException {
    if (wanted == null) {
      return new ObjectFiles(Files.createTempDirectory("cell-objects-"), false);
    }
    return new ObjectFiles(Files.createDirectories(wanted), true);
  }

  /// A piece of an object: a file and how long it is.
  record Piece(String file, long size) {}

  /// Writes one file. What fails leaves none.
  ///
  /// @param largest how many bytes it may have at most
  Piece write(InputStream in, Integrity integrity, long largest) throws IOException {
    var name = UUID.randomUUID().toString();
    var path = directory.resolve(name);
    try {
      try (var channel =
              FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          var out = Channels.newOutputStream(channel)) {
        var size = copy(in, out, integrity, largest);
        if (kept) {
          channel.force(true);
          forceDirectory();
        }
        return new Piece(name, size);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private static long copy(InputStream in, OutputStream out, Integrity integrity, long largest)
      throws IOException {
    var buffer = new byte[BUFFER];
    var size = 0L;
    for (var read = in.read(buffer, 0, BUFFER); read >= 0; read = in.read(buffer, 0, BUFFER)) {
      size += read;
      if (size > largest) {
        throw new S3Error(
            "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size");
      }
      integrity.update(buffer, 0, read);
      out.write(buffer, 0, read);
    }
    return size;
  }

  /// The name of a new file is on the disk only with its directory.
  private void forceDirectory() throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Opens pieces one behind the other, so that they can be read even when they are deleted
  /// meanwhile.
  PieceReader read(List<Piece> pieces) throws IOException {
    return PieceReader.open(directory, pieces);
  }

  void delete(Collection<Piece> pieces) {
    for (var piece : pieces) {
      try {
        Files.deleteIfExists(directory.resolve(piece.file()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Deletes every file that no row names: what was written when the process ended too early.
  int sweep(Set<String> named) throws IOException {
    var swept = 0;
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var each : entries) {
        if (!named.contains(each.getFileName().toString())) {
          Files.deleteIfExists(each);
          swept++;
        }
      }
    }
    return swept;
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    try (var entries = Files.walk(directory)) {
      for (var each : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
