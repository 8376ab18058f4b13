package dev.cellwright.migrations;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The migrations of one module, at `<module>/db` on the class path, and its history in a table of
/// its own: `migration_history.<module>`.
///
/// Forward only. A migration that was changed, taken away or put in between after it ran stops
/// everything, before anything is changed.
record ModuleHistory(String module, DataSource database) {
  /// What every module stands on.
  static final String CORE = "core";

  private static final Logger LOG = LoggerFactory.getLogger(ModuleHistory.class);

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
    LOG.info("{} stands at {} after {} migrations", module, version, result.migrationsExecuted);
    return version;
  }

  private Flyway flyway() {
    return Flyway.configure(getClass().getClassLoader())
        .dataSource(database)
        .initSql("set role cw_owner")
        .locations("classpath:" + module + "/db")
        .defaultSchema("migration_history")
        .table(module)
        .callbacks(new MigrationActor(module))
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
