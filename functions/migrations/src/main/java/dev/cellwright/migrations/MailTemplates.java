package dev.cellwright.migrations;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.mail.MailTemplateRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/// The mail that the cell's modules can write, as they declare it.
record MailTemplates(List<MailTemplateRow> rows, DataSource database) {

  /// Of those modules whose code is on the class path.
  static MailTemplates of(Collection<String> names, DataSource database) {
    return new MailTemplates(
        CellModule.onClassPath().values().stream()
            .filter(module -> names.contains(module.declaration().name()))
            .flatMap(module ->
                MailTemplateRow.of(module.declaration(), module.getClass().getClassLoader())
                    .stream())
            .toList(),
        database);
  }

  /// Puts them in the place of those that were there, all at once. Two modules with one slug are
  /// refused by the table's key.
  void install() {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set role cw_owner");
      statement.execute("delete from core.email_templates");
      try (var insert =
          connection.prepareStatement(
              """
              insert into core.email_templates (slug, locale, module, subject, body_html, body_text, sample, to_strangers)
              values (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
              """)) {
        for (var row : rows) {
          insert.setString(1, row.slug());
          insert.setString(2, row.locale());
          insert.setString(3, row.module());
          insert.setString(4, row.subject());
          insert.setString(5, row.bodyHtml());
          insert.setString(6, row.bodyText());
          insert.setString(7, row.sample().toString());
          insert.setBoolean(8, row.toStrangers());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the mail templates can't be installed", e);
    }
  }
}
