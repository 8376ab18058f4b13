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
    var environment = new LinkedHashMap<>(host.environment());
    environment.put("DATABASE_HOST", "127.0.0.1");
    environment.put("DATABASE_PORT", Integer.toString(host.postgres().port()));
    environment.put("DATABASE_USER", CellHost.MIGRATOR);
    environment.put("DATABASE_PASSWORD", migratorsPassword());
    var model = permissionModel();
    environment.put("PERMISSION_MODEL", model.toString());
    create(new Migrate(environment, InstantSource.system()));
    model.toFile().deleteOnExit();
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

  /// Neither function looks at its Lambda context.
  private static void create(RequestStreamHandler function) {
    var event = "{\"RequestType\": \"Create\"}".getBytes(StandardCharsets.UTF_8);
    try {
      function.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
