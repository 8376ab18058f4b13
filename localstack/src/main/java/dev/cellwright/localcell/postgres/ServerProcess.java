package dev.cellwright.localcell.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The postmaster: our child process, in the foreground, so that it has no life of its own.
final class ServerProcess {
  private static final Duration START = Duration.ofMinutes(2); // recovery after a crash takes time
  private static final Duration STOP = Duration.ofSeconds(20);

  /// Sends the clients away and writes a checkpoint.
  private static final String FAST = "INT";

  /// Drops everything: for what nobody wants to keep.
  private static final String AT_ONCE = "QUIT";

  private final Process process;
  private final int port;
  private final String stopSignal;
  private final Watchdog watchdog;

  private ServerProcess(Process process, int port, String stopSignal) throws IOException {
    this.process = process;
    this.port = port;
    this.stopSignal = stopSignal;
    this.watchdog = Watchdog.over(process.pid(), stopSignal);
  }

  static ServerProcess start(PostgresBinaries binaries, DataDirectory data, Unprivileged user)
      throws IOException {
    var port = freePort();
    Files.writeString(data.cluster().resolve("postgresql.conf"), configuration(data, port));
    Files.writeString(
        data.cluster().resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    user.own(data.cluster());
    var process =
        user.process(List.of(binaries.program("postgres"), "-D", data.cluster().toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.log().toFile()))
            .start();
    var server = new ServerProcess(process, port, data.isTemporary() ? AT_ONCE : FAST);
    server.awaitReady(data);
    return server;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String configuration(DataDirectory data, int port) {
    var durable = data.isTemporary() ? "off" : "on";
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = 200
    password_encryption = 'scram-sha-256'
    shared_preload_libraries = 'pg_stat_statements'
    pg_stat_statements.track = all
    shared_buffers = 128MB
    work_mem = 8MB
    maintenance_work_mem = 64MB
    jit = off
    timezone = 'UTC'
    log_timezone = 'UTC'
    log_min_messages = fatal
    log_min_error_statement = panic
    wal_level = minimal
    max_wal_senders = 0
    max_wal_size = 1GB
    fsync = %2$s
    synchronous_commit = %2$s
    full_page_writes = %2$s
    """
        .formatted(port, durable);
  }

  /// The postmaster writes `ready` into its pid file once it takes connections. A killed one left
  /// its own there.
  private void awaitReady(DataDirectory data) throws IOException {
    var pidFile = data.cluster().resolve("postmaster.pid");
    var deadline = System.nanoTime() + START.toNanos();
    while (!isReady(pidFile)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        stop();
        throw new IllegalStateException(
            "PostgreSQL did not start: " + Files.readString(data.log()).strip());
      }
      pause();
    }
  }

  private boolean isReady(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return false;
    }
    var lines = Files.readAllLines(pidFile);
    return lines.size() > 7
        && lines.getFirst().strip().equals(Long.toString(process.pid()))
        && lines.get(7).strip().equals("ready");
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  int port() {
    return port;
  }

  /// Stops with a checkpoint, or at once when nothing has to be kept.
  void stop() {
    watchdog.end();
    signal(process.toHandle(), stopSignal);
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /// Asks a postmaster for a fast shutdown: clients are sent away, a checkpoint is written.
  static void interrupt(ProcessHandle postmaster) {
    signal(postmaster, FAST);
  }

  private static void signal(ProcessHandle postmaster, String signal) {
    if (PostgresBinaries.platform().startsWith("windows")) {
      postmaster.destroy();
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(postmaster.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("can't stop PostgreSQL", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      postmaster.destroyForcibly();
    }
  }
}
