package dev.cellwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateTest {
  private final TestingCell cell = new TestingCell();

  MigrateTest() throws Exception {}

  @BeforeEach
  void bootstrap() throws Exception {
    cell.role("m_ledger", "of the ledger").role("m_careless", "of the careless").bootstrap();
  }

  @Test
  void eachModuleHasAHistoryOfItsOwn() throws Exception {
    var answer = cell.migrate("ledger");

    assertThat(answer.at("/Data/ledger").asText()).isEqualTo("002");
    assertThat(answer.at("/Data/core").asText()).isNotEmpty();
    assertThat(
            cell.superuser(
                "select version from migration_history.ledger where type = 'SQL' order by installed_rank"))
        .containsExactly("001", "002");
  }

  @Test
  void aModuleThatJoinsLaterBeginsItsHistoryThen() throws Exception {
    cell.migrate("nothing");

    var answer = cell.migrate("nothing", "ledger");

    assertThat(answer.at("/Data/ledger").asText()).isEqualTo("002");
  }

  @Test
  void runningAgainChangesNothing() throws Exception {
    cell.migrate("ledger");
    var before = cell.superuser("select xmin from migration_history.ledger");

    cell.migrate("ledger");

    assertThat(cell.superuser("select xmin from migration_history.ledger")).isEqualTo(before);
  }

  @Test
  void aModuleWithoutTablesHasNoHistory() throws Exception {
    var answer = cell.migrate("ledger", "nothing");

    assertThat(answer.path("Data").has("nothing")).isFalse();
    assertThat(cell.superuser("select to_regclass('migration_history.nothing')"))
        .containsExactly((String) null);
  }

  @Test
  void thePermissionModelIsInstalledWithTheMigrations() throws Exception {
    cell.migrate("ledger");
    cell.migrate("ledger");

    assertThat(cell.superuser("select hash from authz.models where current"))
        .containsExactly("of the build");
  }

  @Test
  void aPermissionModelThatFailsLeavesNothingBehind(@TempDir Path folder) throws Exception {
    var half =
        Files.writeString(
            folder.resolve("model.sql"),
            """
            insert into authz.models (hash, model, current) values ('half', '{}', true);
            select 1 / 0;
            """);

    assertThatThrownBy(() -> cell.permissionModel(half).migrate("ledger"))
        .hasMessageContaining("the permission model can't be installed");

    assertThat(cell.superuser("select hash from authz.models")).isEmpty();
  }

  @Test
  void aMigrationThatWasChangedAfterItRanStopsEverything() throws Exception {
    cell.migrate("ledger");
    cell.superuser("update migration_history.ledger set checksum = 1 where version = '001'");

    assertThatThrownBy(() -> cell.migrate("ledger")).hasMessageContaining("checksum mismatch");
  }

  @Test
  void everythingBelongsToTheOwner() throws Exception {
    cell.migrate("ledger");

    assertThat(
            cell.superuser(
                """
                select distinct tableowner from pg_tables
                where schemaname in ('core', 'ledger', 'cell', 'migration_history')
                """))
        .containsExactly("cw_owner");
  }

  @Test
  void aBackfillReachesEveryTenantAndSaysWhoItWas() throws Exception {
    cell.migrate("ledger");

    assertThat(cell.superuser("select large from ledger.entries order by amount"))
        .containsExactly("f", "f", "t");
    assertThat(
            cell.superuser(
                """
                select distinct actor_kind || ' ' || actor_name || ' ' || action from core.audit_log order by 1
                """))
        .containsExactly(
            "migration migration:ledger/001 entry.created",
            "migration migration:ledger/002 entry.updated");
  }

  @Test
  void whatIsDroppedStaysUntilTheCodeWasDeployed() throws Exception {
    var columns =
        "select column_name from information_schema.columns where table_schema = 'ledger' and column_name = 'note'";

    cell.migrate("ledger");
    var before = cell.superuser(columns);
    var answer = cell.drop("ledger", "nothing");
    var after = cell.superuser(columns);

    assertThat(before).containsExactly("note");
    assertThat(after).isEmpty();
    assertThat(answer.path("Data").properties()).hasSize(1);
    assertThat(answer.at("/Data/ledger").asText()).isEqualTo("001");
    assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo("database-drops");
  }

  @Test
  void droppingAgainOrMigratingAfterwardsChangesNothing() throws Exception {
    cell.migrate("ledger");
    cell.drop("ledger");
    var histories =
        "select xmin from migration_history.ledger union all select xmin from migration_history.ledger_drop";
    var before = cell.superuser(histories);

    cell.migrate("ledger");
    cell.drop("ledger");

    assertThat(cell.superuser(histories)).isEqualTo(before);
  }

  @Test
  void aBackfillThatForgetsToBeTheMigratorIsStopped() {
    assertThatThrownBy(() -> cell.migrate("careless"))
        .hasMessageContaining("careless.entries.large: 1 rows were to change, 0 did");
  }

  @Test
  void whoHasNeitherContextNorMigrationChangesNothing() throws Exception {
    cell.migrate("ledger");

    assertThatThrownBy(() -> cell.superuser("update ledger.entries set amount = 0"))
        .hasMessageContaining("nobody changes ledger.entries without a context");
  }

  @Test
  void aNewForeignKeyIsValidatedOnlyWhereForceIsLifted() throws Exception {
    cell.migrate("ledger");
    var key =
        "alter table ledger.entries add constraint entries_of_nobody foreign key (org_id) references ledger.owners (org_id)";

    try (var connection = cell.login("cw_migrator", "of the migrator");
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local role cw_owner");
      statement.execute("create table ledger.owners (org_id uuid primary key)");
      statement.execute("savepoint forced");
      statement.execute(key);
      statement.execute("rollback to savepoint forced");

      statement.execute("alter table ledger.entries no force row level security");

      assertThatThrownBy(() -> statement.execute(key)).hasMessageContaining("violates foreign key");
    }
  }

  @Test
  void aNewCheckIsValidatedPastEveryPolicy() throws Exception {
    cell.migrate("ledger");

    try (var connection = cell.login("cw_migrator", "of the migrator");
        var statement = connection.createStatement()) {
      statement.execute("set role cw_owner");

      assertThatThrownBy(
              () -> statement.execute("alter table ledger.entries add check (amount > 100)"))
          .hasMessageContaining("is violated by some row");
    }
  }
}
