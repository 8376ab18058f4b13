package dev.cellwright.localcell.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL 17 server on 127.0.0.1 that this process started.
public final class LocalPostgres implements AutoCloseable {
  static final String SUPERUSER = "cell_host";

  /// Where a running server says its port.
  private static final String PID_FILE = "postmaster.pid";

  private static final int PORT_LINE = 3;

  private final DataDirectory data;
  private final ServerProcess server;
  private final String password;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalPostgres(DataDirectory data, ServerProcess server) {
    this.data = data;
    this.server = server;
    this.password = data.superuserPassword();
  }

  /// Starts a server. `null` gives a throw-away one without fsync; a directory keeps its data
  /// through `kill -9`.
  ///
  /// Throws [IllegalStateException] when another process uses the directory, or the server does not
  /// start.
  public static LocalPostgres start(@Nullable Path dataDirectory) {
    return start(dataDirectory, Unprivileged.here());
  }

  static LocalPostgres start(@Nullable Path dataDirectory, Unprivileged user) {
    var binaries = PostgresBinaries.unpackedBelow(cache(user));
    var data = DataDirectory.open(dataDirectory);
    try {
      data.prepare(binaries, user);
      return new LocalPostgres(data, ServerProcess.start(binaries, data, user));
    } catch (IOException e) {
      data.close();
      throw new UncheckedIOException("can't start PostgreSQL", e);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /// The user's cache, where it can be written and the server's user can read it; else the
  /// temporary directory.
  private static Path cache(Unprivileged user) {
    var xdg = System.getenv("XDG_CACHE_HOME");
    var home = Path.of(System.getProperty("user.home"));
    if (!user.needsOwnFiles() && (xdg != null || Files.isWritable(home))) {
      return (xdg == null ? home.resolve(".cache") : Path.of(xdg)).resolve("cellwright");
    }
    return Path.of(
        System.getProperty("java.io.tmpdir"), "cellwright-" + System.getProperty("user.name"));
  }

  /// A connection, as the superuser, to the server that another process runs on a directory: for
  /// tools that look into a cell. Throws [SQLException] where none runs.
  public static Connection visit(Path dataDirectory, String database) throws SQLException {
    try {
      var pidFile =
          Files.readAllLines(dataDirectory.resolve(DataDirectory.CLUSTER).resolve(PID_FILE));
      if (pidFile.size() <= PORT_LINE) {
        throw new SQLException("the PostgreSQL on " + dataDirectory + " is only just starting");
      }
      return connect(
          "jdbc:postgresql://127.0.0.1:%s/%s".formatted(pidFile.get(PORT_LINE).strip(), database),
          Files.readString(dataDirectory.resolve(DataDirectory.PASSWORD)).strip());
    } catch (IOException e) {
      throw new SQLException("no PostgreSQL runs on " + dataDirectory, e);
    }
  }

  public int port() {
    return server.port();
  }

  /// The JDBC address of a database of this server.
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
  }

  /// A connection that may do everything: for the host itself, never for what runs in the cell.
  public Connection superuser(String database) throws SQLException {
    return connect(url(database), password);
  }

  private static Connection connect(String url, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "cell host");
    return DriverManager.getConnection(url, properties);
  }

  /// Makes a role like Aurora's master (`nosuperuser createrole createdb login`), or gives it this
  /// password. Beside it stands a stub of `rds_iam`, which it may grant.
  public void createMaster(String name, String password) throws SQLException {
    try (var connection = superuser("postgres")) {
      var catalog = new Catalog(connection);
      catalog.role("rds_iam", "nologin");
      catalog.role(name, "nosuperuser createrole createdb login");
      catalog.password(name, password);
      catalog.mayGrant("rds_iam", name);
    }
  }

  /// Makes a database unless it exists, owned by a role that exists.
  public void createDatabase(String name, String owner) throws SQLException {
    try (var connection = superuser("postgres")) {
      new Catalog(connection).database(name, owner);
    }
  }

  /// Makes a database of the host's own unless it exists; nobody else may connect to it.
  public void createHostDatabase(String name) throws SQLException {
    try (var connection = superuser("postgres")) {
      var catalog = new Catalog(connection);
      catalog.database(name, SUPERUSER);
      catalog.closeToOthers(name);
    }
  }

  /// Stops the server; further calls do nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.stop();
      data.close();
    }
  }
}
