package dev.cellwright.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  @TempDir private Path directory;

  @Test
  void theOwnerChoosesWithinTheProductsBounds() {
    var cell = TestCell.with("audit", "tasks");
    var anna = cell.register("anna");
    var admin = TestingTrail.join(anna, cell.register("ben"), "admin");

    var before = anna.get("/api/v1/audit/retention");
    var tooShort = anna.put("/api/v1/audit/retention", Map.of("months", 3));
    var tooLong = anna.put("/api/v1/audit/retention", Map.of("months", 1000));
    var chosen = anna.put("/api/v1/audit/retention", Map.of("months", 36));
    var byAdmin = admin.put("/api/v1/audit/retention", Map.of("months", 12));

    assertThat(before.at("months").asInt()).isEqualTo(24);
    assertThat(tooShort.status()).isEqualTo(400);
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
    assertThat(anna.get("/api/v1/audit/retention").at("months").asInt()).isEqualTo(36);
    assertThat(byAdmin.status()).isEqualTo(403);
  }

  @Test
  void whatAProductAllowsIsToldToThoseWhoMayChoose() {
    var cell = TestCell.with("audit", "tasks");
    var anna = cell.register("anna");
    var admin = TestingTrail.join(anna, cell.register("ben"), "admin");
    var environment = new HashMap<>(cell.environmentOf("audit"));
    environment.put("CELL_FEATURES", "{\"auditMonthsMost\": 60}");
    var narrowed = RunningFunctions.of(new AuditModule(), environment, cell.clock());
    var wish = Map.of("months", 100);

    var owners = new Caller(narrowed, anna.accessToken()).put("/api/v1/audit/retention", wish);
    var admins = new Caller(narrowed, admin.accessToken()).put("/api/v1/audit/retention", wish);

    assertThat(owners.status()).isEqualTo(400);
    assertThat(owners.text()).contains("\"months\"", "between 12 and 60");
    assertThat(admins.status()).isEqualTo(403);
  }

  @Test
  void oldRowsGoToTheArchiveAndTheChainVerifies() {
    var cell = TestCell.start(List.of("audit", "tasks"));
    var anna = cell.register("anna");
    TestingTrail.task(anna, "An old task");
    TestingSeals.seal(cell);
    var kept = TestingSeals.checkpoint(anna);
    var _ = cell.clock().ahead(Duration.ofDays(800));
    var later = anna.loggedIn();
    TestingTrail.task(later, "A new task");
    TestingSeals.seal(cell);

    cell.runJob("audit:archiveOld");

    assertThat(cell.trail(anna.organization()).toString())
        .contains("A new task")
        .doesNotContain("An old task");
    assertThat(cell.runJob("audit:verify")).isNotEmpty();
    var key = TestingSeals.key(later, directory);
    var export =
        TestingSeals.file(directory, "after.jsonl", TestingSeals.export(cell, later, "jsonl"));
    var archive =
        TestingSeals.file(directory, "archive.jsonl", archived(cell, anna.organization()));
    var whole =
        TestingSeals.verify(
            export, "--key", key, "--checkpoint", TestingSeals.file(directory, "kept.json", kept));
    var old = TestingSeals.verify(archive, "--key", key);
    assertThat(whole.status()).as(whole.said()).isZero();
    assertThat(whole.said()).contains("in archives");
    assertThat(old.status()).as(old.said()).isZero();
  }

  @Test
  void nobodyChangesOrDeletesWhatIsOnTheTrail() throws Exception {
    var cell = TestCell.with("audit", "tasks");
    var anna = cell.register("anna");
    TestingTrail.task(anna, "Stays on the trail");
    TestingSeals.seal(cell);

    for (var role :
        List.of(
            "m_audit",
            "m_tasks",
            "m_identity",
            "cw_owner",
            "cw_kernel",
            "cw_audit",
            "cw_trail",
            "cw_people",
            "cw_migrator")) {
      for (var attempt :
          List.of(
              "update core.audit_log set changes = '{}'",
              "delete from core.audit_log",
              "truncate core.audit_log")) {
        try (var operator = cell.database().superuser();
            var statement = operator.createStatement()) {
          statement.execute("set role " + role);
          assertThatThrownBy(() -> statement.execute(attempt))
              .as(role + ": " + attempt)
              .isInstanceOf(SQLException.class)
              .hasMessageContaining("permission denied");
        }
      }
    }
    try (var operator = cell.database().superuser();
        var statement = operator.createStatement()) {
      statement.execute("set role cw_archive");
      assertThat(statement.executeUpdate("delete from core.audit_log where org_id is not null"))
          .as("what is not archived")
          .isZero();
    }
  }

  private static String archived(TestCell cell, UUID organization) {
    var key =
        cell.database()
            .rows("select object_key from audit.archives where org_id = ?", organization)
            .getFirst()
            .path("object_key")
            .asText();
    var environment = cell.environmentOf("audit");
    var bytes =
        new Aws(Environment.handedIn(environment))
            .bucket(Objects.requireNonNull(environment.get("SEALS_BUCKET")))
            .find(key);
    return new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
  }
}
