package dev.cellwright.localcell.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where one server keeps its files: the cluster in `data`, beside it the superuser's password, the
/// log and a lock.
final class DataDirectory implements AutoCloseable {
  static final String CLUSTER = "data";
  static final String PASSWORD = "superuser";

  private static final String MAJOR_VERSION = "17";
  private static final List<String> CTYPES = List.of("C.UTF-8", "en_US.UTF-8", "C");

  private final Path directory;
  private final boolean temporary;
  private final FileChannel lockFile;

  private DataDirectory(Path directory, boolean temporary, FileChannel lockFile) {
    this.directory = directory;
    this.temporary = temporary;
    this.lockFile = lockFile;
  }

  static DataDirectory open(@Nullable Path given) {
    try {
      var directory =
          given == null
              ? Files.createTempDirectory("cellwright-postgres-").toRealPath()
              : Files.createDirectories(given).toRealPath();
      Trees.open(directory);
      return new DataDirectory(directory, given == null, lock(directory));
    } catch (IOException e) {
      throw new UncheckedIOException("can't use the data directory " + given, e);
    }
  }

  /// The lock ends with the process, also with `kill -9`; so a held lock means a running cell, and
  /// a `postmaster.pid` without one means an orphan.
  @SuppressWarnings("resource") // the channel stays open as long as the lock is wanted
  private static FileChannel lock(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IllegalStateException("another cell uses the data directory " + directory);
    }
    return channel;
  }

  boolean isTemporary() {
    return temporary;
  }

  Path cluster() {
    return directory.resolve(CLUSTER);
  }

  Path log() {
    return directory.resolve("postgres.log");
  }

  String superuserPassword() {
    return read(directory.resolve(PASSWORD));
  }

  /// Makes the cluster unless it is there. A cluster half made by a process that was killed does
  /// not count.
  void prepare(PostgresBinaries binaries, Unprivileged user) throws IOException {
    if (Files.exists(cluster())) {
      checkVersion();
      endOrphan();
      return;
    }
    writePassword();
    var unfinished = directory.resolve("data.unfinished");
    var problem = "";
    for (var ctype : CTYPES) {
      Trees.delete(unfinished);
      Files.createDirectory(unfinished);
      user.own(directory);
      problem = initialize(binaries, user, unfinished, ctype);
      if (problem.isEmpty()) {
        Files.move(unfinished, cluster());
        return;
      }
    }
    throw new IllegalStateException("initdb failed: " + problem);
  }

  private void checkVersion() {
    var version = read(cluster().resolve("PG_VERSION"));
    if (!version.equals(MAJOR_VERSION)) {
      throw new IllegalStateException(
          "%s was written by PostgreSQL %s, this is %s"
              .formatted(directory, version, MAJOR_VERSION));
    }
  }

  private void writePassword() throws IOException {
    var random = new byte[24];
    new SecureRandom().nextBytes(random);
    var file = directory.resolve(PASSWORD);
    Files.deleteIfExists(file);
    if (Trees.isPosix(directory)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, HexFormat.of().formatHex(random));
  }

  /// Sorts like Aurora (`en_US`) by ICU, which needs no locale of the system; the system's only
  /// sorts characters into letters and others.
  private String initialize(PostgresBinaries binaries, Unprivileged user, Path into, String ctype)
      throws IOException {
    var process =
        user.process(
                List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + into,
                    "--username=" + LocalPostgres.SUPERUSER,
                    "--pwfile=" + directory.resolve(PASSWORD),
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--lc-ctype=" + ctype,
                    "--locale-provider=icu",
                    "--icu-locale=en-US",
                    "--no-sync"))
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes());
    return await(process) == 0 ? "" : output;
  }

  /// Stops the server that a killed process left behind on this directory, if it still runs, and
  /// takes its pid file away. PostgreSQL would keep away from the pid of a server that is dead but
  /// not yet buried, or that another process has by now; the lock tells better that nobody is here.
  private void endOrphan() throws IOException {
    var pidFile = cluster().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    var orphan = ProcessHandle.of(pid).filter(this::servesThisCluster);
    if (orphan.isPresent()) {
      ServerProcess.interrupt(orphan.get());
      orphan.get().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
    Files.deleteIfExists(pidFile);
  }

  private boolean servesThisCluster(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(arguments -> List.of(arguments).contains(cluster().toString()))
        .isPresent();
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (temporary) {
        Trees.delete(directory);
      }
    }
  }
}
