package dev.cellwright.migrations;

import dev.cellwright.kernel.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The permission model of the cell: one text, made from its modules' models when it was built.
///
/// A host that puts a cell together as it runs hands in the text's file as `PERMISSION_MODEL`.
record PermissionModel(Environment environment, DataSource database) {
  private static final String RESOURCE = "permissions/model.sql";

  /// Makes it the current one, all at once. It is harmless where it is already.
  void install() {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set role cw_owner");
      // What follows a new model, such as roles that hold all there is of a kind, is on the trail.
      statement.execute("select set_config('cw.migration', 'core/permissions', true)");
      // The text is for the database alone to read.
      statement.setEscapeProcessing(false);
      statement.execute(text());
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the permission model can't be installed", e);
    }
  }

  private String text() {
    var file = environment.find("PERMISSION_MODEL");
    try (var stream = file == null ? resource() : Files.newInputStream(Path.of(file))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource() {
    var stream = PermissionModel.class.getClassLoader().getResourceAsStream(RESOURCE);
    if (stream == null) {
      throw new IllegalStateException(
          RESOURCE + " is not on the class path: who may do what is unknown");
    }
    return stream;
  }
}
