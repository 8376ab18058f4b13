package dev.cellwright.migrations;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.notice.NoticeRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/// Who is told of which events, as the cell's modules declare it.
record Notices(List<NoticeRow> rows, DataSource database) {

  /// Of those modules whose code is on the class path: one that only has tables declares nothing.
  static Notices of(Collection<String> names, DataSource database) {
    return new Notices(
        CellModule.onClassPath().values().stream()
            .filter(module -> names.contains(module.declaration().name()))
            .flatMap(module ->
                NoticeRow.of(module.declaration(), module.getClass().getClassLoader()).stream())
            .toList(),
        database);
  }

  /// Puts them in the place of those that were there, all at once.
  void install() {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set role cw_owner");
      statement.execute("delete from core.notices");
      try (var insert =
          connection.prepareStatement(
              """
              insert into core.notices (event, module, place, type, rule, texts)
              values (?, ?, ?, ?, ?::jsonb, ?::jsonb)
              """)) {
        for (var row : rows) {
          insert.setString(1, row.event());
          insert.setString(2, row.module());
          insert.setInt(3, row.place());
          insert.setString(4, row.type());
          insert.setString(5, row.rule().toString());
          insert.setString(6, row.texts().toString());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the notices can't be installed", e);
    }
  }
}
