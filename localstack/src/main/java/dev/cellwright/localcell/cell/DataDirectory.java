package dev.cellwright.localcell.cell;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.postgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Where a cell keeps its data: a directory of ours, marked as such, used by one process at a time.
final class DataDirectory implements AutoCloseable {

  private static final String MARKER = "cellwright.cell";
  private static final String POSTGRES = "postgres";

  private final Path path;
  private final FileChannel lock;
  private final boolean temporary;

  private DataDirectory(Path path, FileChannel lock, boolean temporary) {
    this.path = path;
    this.lock = lock;
    this.temporary = temporary;
  }

  /// Opens a directory, or makes it; `fresh` empties it first. Null makes one that is deleted when
  /// it is closed.
  static DataDirectory open(@Nullable Path wanted, String cell, boolean fresh) {
    try {
      if (wanted == null) {
        var temporary = Files.createTempDirectory("cell-" + cell + "-");
        return new DataDirectory(temporary, mark(temporary, cell), true);
      }
      var path = wanted.toAbsolutePath().normalize();
      checkOurs(path, cell);
      Files.createDirectories(path);
      var directory = new DataDirectory(path, mark(path, cell), false);
      if (fresh) {
        endOrphan(path.resolve(POSTGRES));
        empty(path);
      }
      return directory;
    } catch (IOException e) {
      throw new CellProblem("can't use the data directory " + wanted + ": " + e.getMessage(), e);
    }
  }

  Path functionsLog() {
    return path.resolve("functions.log");
  }

  Path customResources() {
    return path.resolve("custom-resources.json");
  }

  /// Null when nothing is to be kept.
  @Nullable Path postgres() {
    return temporary ? null : path.resolve(POSTGRES);
  }

  /// Null when nothing is to be kept.
  @Nullable Path objects() {
    return temporary ? null : path.resolve("objects");
  }

  private static void checkOurs(Path path, String cell) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new CellProblem(path + " is no directory: choose another with --data");
    }
    var marker = path.resolve(MARKER);
    if (!Files.exists(marker)) {
      try (var entries = Files.list(path)) {
        if (entries.findAny().isPresent()) {
          throw new CellProblem(
              path + " holds something else than a cell: choose another directory with --data");
        }
      }
      return;
    }
    var kept = Files.readString(marker).strip();
    if (!kept.isEmpty() && !kept.equals(cell)) {
      throw new CellProblem(
          path + " holds the cell " + kept + ": choose another directory with --data");
    }
  }

  private static FileChannel mark(Path path, String cell) throws IOException {
    var marker = path.resolve(MARKER);
    var channel = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new CellProblem(
          "a cell runs on " + path + " already: stop it, or choose another directory with --data",
          e);
    }
    channel.write(ByteBuffer.wrap((cell + "\n").getBytes(UTF_8)), 0);
    return channel;
  }

  /// A cell that was killed leaves a PostgreSQL that still writes here; who opens its directory
  /// ends it.
  private static void endOrphan(Path postgres) {
    if (Files.exists(postgres)) {
      LocalPostgres.start(postgres).close();
    }
  }

  private static void empty(Path path) throws IOException {
    try (var entries = Files.walk(path)) {
      var doomed =
          entries
              .filter(each -> !each.equals(path) && !each.equals(path.resolve(MARKER)))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (var each : doomed) {
        try {
          Files.delete(each);
        } catch (NoSuchFileException _) {
          // gone already, as wanted
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      if (temporary) {
        empty(path);
        Files.deleteIfExists(path.resolve(MARKER));
        Files.deleteIfExists(path);
      }
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
