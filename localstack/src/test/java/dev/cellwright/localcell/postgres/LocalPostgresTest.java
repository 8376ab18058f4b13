package dev.cellwright.localcell.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  private final LocalPostgres shared = TestingAws.postgres();

  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path directory;

  @Test
  void whatWasAnsweredSurvivesAKilledHost() throws Exception {
    host().destroyForcibly().waitFor();

    try (var postgres = LocalPostgres.start(directory);
        var connection = postgres.superuser("postgres")) {
      assertThat(one(connection, "select count(*) from answered")).isEqualTo("1");
      assertThat(one(connection, "show fsync")).isEqualTo("on");
    }
  }

  @Test
  void whatWasAnsweredSurvivesAKilledServer() throws Exception {
    var host = host();
    server().destroyForcibly();
    host.destroyForcibly().waitFor();

    try (var postgres = LocalPostgres.start(directory);
        var connection = postgres.superuser("postgres")) {
      assertThat(one(connection, "select count(*) from answered")).isEqualTo("1");
    }
  }

  @Test
  void aKilledHostTakesItsServerAlong() throws Exception {
    var host = host();
    var server = server();

    host.destroyForcibly();

    assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(20));
  }

  private ProcessHandle server() throws IOException {
    var pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /// Starts a host of its own and waits until it has answered.
  private Process host() throws Exception {
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                TestingHost.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = new BufferedReader(process.inputReader());
    assertThat(output.readLine()).isEqualTo("answered");
    return process;
  }

  @Test
  void twoCellsDoNotShareADirectory() {
    try (var first = LocalPostgres.start(directory)) {
      assertThat(first.port()).isPositive();

      assertThatThrownBy(() -> LocalPostgres.start(directory))
          .hasMessageContaining("another cell uses the data directory");
    }
  }

  @Test
  void closingStopsTheServerAndKeepsTheData() throws Exception {
    var first = LocalPostgres.start(directory);
    first.createMaster("keeper", "kept");
    first.close();
    first.close();

    try (var again = LocalPostgres.start(directory)) {
      again.createDatabase("kept", "keeper");
      try (var connection = login(again, "kept", "keeper", "kept")) {
        assertThat(one(connection, "select 1")).isEqualTo("1");
      }
    }
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    assertThatThrownBy(() -> new Socket("127.0.0.1", first.port())).isNotNull();
  }

  @Test
  void theSuperusersPasswordIsTheOwnersAlone() throws Exception {
    try (var postgres = LocalPostgres.start(directory)) {
      assertThat(postgres.port()).isPositive();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("superuser"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void asRootItRunsAsNobodyWhereNamespacesAreForbidden() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));

    try (var postgres = LocalPostgres.start(null, Unprivileged.nobody());
        var connection = postgres.superuser("postgres")) {
      assertThat(one(connection, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void theMasterIsLikeAurorasMaster() throws Exception {
    shared.createMaster("boss", "b'o\"ss");
    shared.createMaster("boss", "b'o\"ss");
    shared.createDatabase("bosses", "boss");
    shared.createDatabase("bosses", "boss");

    try (var connection = login(shared, "bosses", "boss", "b'o\"ss")) {
      assertThat(
              one(
                  connection,
                  """
                  select concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls)
                    from pg_roles where rolname = 'boss'
                  """))
          .isEqualTo("f t t t f");
      run(connection, "create role worker login password 'w'");
      run(connection, "grant rds_iam to worker");
      run(connection, "create extension pgcrypto");
      run(connection, "create extension btree_gin");
      run(connection, "create extension pg_trgm");
      assertThatThrownBy(() -> run(connection, "create role evil superuser"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> run(connection, "create role evil bypassrls"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    shared.createMaster("locked", "right");

    assertThatThrownBy(() -> login(shared, "postgres", "locked", "wrong"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void theHostsDatabaseIsClosedToTheMaster() throws Exception {
    shared.createMaster("curious", "c");
    shared.createHostDatabase("hosts");

    assertThatThrownBy(() -> login(shared, "hosts", "curious", "c"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void itListensOnThisMachineOnly() throws Exception {
    var others =
        Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();

    for (InetAddress address : others) {
      assertThatThrownBy(() -> new Socket(address, shared.port())).isNotNull();
    }
    try (var connection = shared.superuser("postgres")) {
      assertThat(one(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void statementsAreCountedAlsoInsideFunctions() throws Exception {
    try (var connection = shared.superuser("postgres")) {
      assertThat(one(connection, "show pg_stat_statements.track")).isEqualTo("all");
      assertThat(one(connection, "show jit")).isEqualTo("off");
      assertThat(one(connection, "select lower('ÄÖ') || ('a' < 'B')::text")).isEqualTo("äötrue");
    }
  }

  private static Connection login(
      LocalPostgres postgres, String database, String user, String password) throws SQLException {
    return DriverManager.getConnection(postgres.url(database), user, password);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
