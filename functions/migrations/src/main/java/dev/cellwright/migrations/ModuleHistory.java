package dev.cellwright.migrations;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The migrations of one module, at `<module>/db` on the class path, and its history in a table of
/// its own: `migration_history.<module>`. What it drops, when no code reads it any more, lies at
/// `<module>/drop` and has the history `migration_history.<module>_drop`.
///
/// Forward only. A migration that was changed, taken away or put in between after it ran stops
/// everything, before anything is changed.
record ModuleHistory(String module, String folder, String table, DataSource database) {
  /// What every module stands on.
  static final String CORE = "core";

  private static final Logger LOG = LoggerFactory.getLogger(ModuleHistory.class);

  /// What runs before the code that needs it.
  static ModuleHistory of(String module, DataSource database) {
    return new ModuleHistory(module, "db", module, database);
  }

  /// What runs after the code that no longer needs it.
  static ModuleHistory ofDrops(String module, DataSource database) {
    return new ModuleHistory(module, "drop", module + "_drop", database);
  }

  /// Runs what has not run yet.
  ///
  /// @return the version reached; null for a module that has no migrations
  @Nullable String migrate() {
    var flyway = flyway();
    if (flyway.info().all().length == 0) {
      return null;
    }
    var result = flyway.migrate();
    var version = flyway.info().current().getVersion().getVersion();
    LOG.info("{} stands at {} after {} migrations", table, version, result.migrationsExecuted);
    return version;
  }

  private Flyway flyway() {
    return Flyway.configure(getClass().getClassLoader())
        .dataSource(database)
        .initSql("set role cw_owner")
        .locations("classpath:" + module + "/" + folder)
        .defaultSchema("migration_history")
        .table(table)
        .callbacks(new MigrationActor(table))
        .placeholderReplacement(false)
        .connectRetries(5)
        .connectRetriesInterval(10)
        .validateOnMigrate(true)
        .validateMigrationNaming(true)
        .outOfOrder(false)
        // The schema of the histories isn't empty when a module joins: its own history begins
        // before V001 all the same.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .cleanDisabled(true)
        .load();
  }
}
