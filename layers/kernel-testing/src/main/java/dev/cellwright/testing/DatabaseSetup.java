package dev.cellwright.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cellwright.migrations.Bootstrap;
import dev.cellwright.migrations.Migrate;
import dev.cellwright.permissions.sql.ModelFiles;
import dev.cellwright.permissions.sql.ModelSql;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes the database of a test cell as a deployment does: bootstrap, then migrations.
record DatabaseSetup(CellHost host) {

  void run() throws SQLException {
    bootstrap();
    letTheMigratorIn();
    migrate();
  }

  private void bootstrap() {
    var environment = new LinkedHashMap<>(host.environment());
    environment.put("MASTER_SECRET_ARN", host.masterSecretArn());
    environment.put("ROLE_SECRETS", Json.text(host.roleSecrets()));
    create(new Bootstrap(environment, InstantSource.system()));
  }

  /// On AWS it comes in by IAM, which a PostgreSQL of one's own can't check.
  private void letTheMigratorIn() throws SQLException {
    try (var connection = host.postgres().superuser(CellHost.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(
          "alter role %s password '%s'".formatted(CellHost.MIGRATOR, migratorsPassword()));
    }
  }

  private void migrate() {
    var model = permissionModel();
    var environment = migratorsEnvironment();
    environment.put("PERMISSION_MODEL", model.toString());
    create(new Migrate(environment, InstantSource.system()));
    model.toFile().deleteOnExit();
    // As after a deployment: no code is left that needs what is dropped.
    operate("{\"RequestType\":\"Create\",\"ResourceProperties\":{\"phase\":\"drop\"}}");
  }

  /// Sends the migration function an event, as the cell's operator does.
  ///
  /// @return what it answers
  String operate(String event) {
    return send(new Migrate(migratorsEnvironment(), InstantSource.system()), event);
  }

  private Map<String, String> migratorsEnvironment() {
    var environment = new LinkedHashMap<>(host.environment());
    environment.put("DATABASE_HOST", "127.0.0.1");
    environment.put("DATABASE_PORT", Integer.toString(host.postgres().port()));
    environment.put("DATABASE_USER", CellHost.MIGRATOR);
    environment.put("DATABASE_PASSWORD", migratorsPassword());
    return environment;
  }

  /// The text that a build puts beside the migrations.
  private Path permissionModel() {
    try {
      return Files.writeString(
          Files.createTempFile("permissions", ".sql"),
          ModelSql.of(ModelFiles.merged(List.copyOf(host.modules().keySet()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String migratorsPassword() {
    return Objects.requireNonNull(host.passwords().get(CellHost.MIGRATOR));
  }

  private static void create(RequestStreamHandler function) {
    send(function, "{\"RequestType\": \"Create\"}");
  }

  /// Neither function looks at its Lambda context.
  private static String send(RequestStreamHandler function, String event) {
    var answer = new ByteArrayOutputStream();
    try {
      function.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
