package dev.cellwright.testing.bench.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.cell.Up;
import dev.cellwright.localcell.postgres.LocalPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A local cell in a process of its own, which may be killed and started again on the same data.
///
/// What it says goes to a file, `cell.log` beside its data.
public final class CellProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 30;
  private static final Duration SETTLED = Duration.ofMinutes(3);

  private final Settings settings;
  private volatile Process process;
  private volatile URI uri;

  /// @param assembly where the product was synthesized to
  /// @param folder an empty one of the caller's, for data and log
  /// @param quickly whether it is to start soon rather than to run fast
  public record Settings(Path assembly, String product, Path folder, boolean quickly) {
    public Settings(Path assembly, String product, Path folder) {
      this(assembly, product, folder, true);
    }

    /// One that runs as `./cell up` does.
    public Settings optimized() {
      return new Settings(assembly, product, folder, false);
    }

    String cell() {
      return product + "-dev";
    }

    Path data() {
      return folder.resolve("data");
    }

    Path log() {
      return folder.resolve("cell.log");
    }
  }

  private record Running(Process process, URI uri) {}

  private CellProcess(Settings settings, Running running) {
    this.settings = settings;
    this.process = running.process();
    this.uri = running.uri();
  }

  /// Answers once it takes requests.
  public static CellProcess start(Settings settings) {
    return new CellProcess(settings, up(settings));
  }

  /// Where it listens; elsewhere after a restart.
  public URI uri() {
    return uri;
  }

  Path log() {
    return settings.log();
  }

  /// The name of a queue of a module.
  String queue(String name) {
    return settings.cell() + "-" + name;
  }

  /// Ends it as a power cut does, with its PostgreSQL or without, and answers when it is gone.
  public void kill(boolean withDatabase) {
    var children = process.descendants().toList();
    process.destroyForcibly();
    if (withDatabase) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a cell ends", e);
    }
  }

  /// Starts it again after a kill. Answers once it takes requests.
  public void restart() {
    var running = up(settings);
    process = running.process();
    uri = running.uri();
  }

  /// Answers when nothing is under way. What a killed process held under a lease of two minutes,
  /// and what the sweep of each minute finds, comes at once: the leases are ended, the clock is
  /// moved.
  public void settleAtOnce() throws SQLException {
    try (var database = database()) {
      new Look(database)
          .run("update core.outbox set claimed_until = null where published_at is null");
    }
    new Door(this).console("clock", JsonNodeFactory.instance.objectNode().put("advance", "PT3M"));
    Quiet.await(this, SETTLED);
  }

  /// The product's database, as one whom no policy binds.
  public Connection database() throws SQLException {
    return LocalPostgres.visit(settings.data().resolve("postgres"), "cell");
  }

  /// The host's own, with what stands in for queues and buses.
  Connection services() throws SQLException {
    return LocalPostgres.visit(settings.data().resolve("postgres"), "aws");
  }

  private static Running up(Settings settings) {
    try {
      var process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "--enable-native-access=ALL-UNNAMED",
                      "--sun-misc-unsafe-memory-access=allow",
                      "-XX:TieredStopAtLevel=" + (settings.quickly() ? 1 : 4),
                      "-cp",
                      System.getProperty("java.class.path"),
                      Up.class.getName(),
                      "--assembly",
                      settings.assembly().toString(),
                      "--product",
                      settings.product(),
                      "--port",
                      "0",
                      "--data",
                      settings.data().toString()))
              .redirectErrorStream(true)
              .start();
      // Also where this process is interrupted while the cell comes up.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop the cell"));
      return new Running(process, ready(settings, process));
    } catch (IOException e) {
      throw new UncheckedIOException("a cell can't be started", e);
    }
  }

  /// Where it listens, once it does.
  private static URI ready(Settings settings, Process process) throws IOException {
    var ready = "cell " + settings.product() + " ready ";
    var output = process.inputReader(UTF_8);
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      note(settings.log(), line);
      if (line.startsWith(ready)) {
        Thread.ofVirtual().name("log of the cell").start(() -> drain(settings.log(), output));
        return URI.create(line.substring(ready.length()));
      }
    }
    throw new IllegalStateException("the cell does not start: see " + settings.log());
  }

  private static void drain(Path log, BufferedReader output) {
    try (output) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        note(log, line);
      }
    } catch (IOException _) {
      // It was killed.
    }
  }

  private static void note(Path log, String line) throws IOException {
    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// Stops it as an interrupt does.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill(true);
    }
  }
}
