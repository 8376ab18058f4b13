package dev.cellwright.testing.tck.openfga;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.migrations.Migrate;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.sql.ModelSql;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A throw-away database with the core in it, and no module.
final class EmptyCell implements AutoCloseable {
  private static final String DATABASE = "cell";
  private static final String MASTER = "master";
  private static final String PASSWORD = "of a database that nobody else reaches";

  private final LocalPostgres postgres = LocalPostgres.start(null);

  EmptyCell() throws SQLException, IOException {
    postgres.createMaster(MASTER, PASSWORD);
    postgres.createDatabase(DATABASE, MASTER);
    try (var connection = postgres.superuser(DATABASE);
        var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(roles());
      statement.execute("alter role cw_migrator password '" + PASSWORD + "'");
    }
    migrate();
  }

  private static String roles() throws IOException {
    try (var stream = Migrate.class.getResourceAsStream("/bootstrap/1_roles.sql")) {
      return new String(
          Objects.requireNonNull(stream, "the bootstrap").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void migrate() throws IOException {
    var nothing = Files.createTempFile("permissions", ".sql");
    Files.writeString(nothing, ModelSql.of(new Model(List.of(), List.of())));
    RequestStreamHandler migrate =
        new Migrate(
            Map.of(
                "DATABASE_HOST",
                "127.0.0.1",
                "DATABASE_PORT",
                Integer.toString(postgres.port()),
                "DATABASE_NAME",
                DATABASE,
                "DATABASE_USER",
                "cw_migrator",
                "DATABASE_PASSWORD",
                PASSWORD,
                "CELL_MODULES",
                "core",
                "PERMISSION_MODEL",
                nothing.toString()),
            InstantSource.system());
    var event = JsonNodeFactory.instance.objectNode().put("RequestType", "Create").toString();
    migrate.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        new ByteArrayOutputStream(),
        null);
    Files.delete(nothing);
  }

  /// As the superuser, without the trail: nobody is there whom it could name.
  Connection connection() {
    try {
      var connection = postgres.superuser(DATABASE);
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("set session_replication_role = replica");
      }
      connection.commit();
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    postgres.close();
  }
}
