package dev.cellwright.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  private final TestCell cell = TestCell.with("audit", "tasks");

  @TempDir private Path directory;

  @Test
  void whatASpreadsheetWouldRunIsText() {
    assertThat(CsvFile.field("=HYPERLINK(\"http://evil\")"))
        .isEqualTo("\"'=HYPERLINK(\"\"http://evil\"\")\"");
    assertThat(CsvFile.field("+1")).isEqualTo("\"'+1\"");
    assertThat(CsvFile.field("-1")).isEqualTo("\"'-1\"");
    assertThat(CsvFile.field("@SUM(A1)")).isEqualTo("\"'@SUM(A1)\"");
    assertThat(CsvFile.field("\tx")).isEqualTo("\"'\tx\"");
    assertThat(CsvFile.field("a,\"b\"\r\nc")).isEqualTo("\"a,\"\"b\"\"\r\nc\"");
    assertThat(CsvFile.field("")).isEqualTo("\"\"");
  }

  @Test
  void aTableHoldsWhatHappenedWithHostileTitlesHarmless() {
    var anna = cell.register("anna");
    anna.patch("/api/v1/users/me", Map.of("first_name", "=cmd|' /C calc'!A0"));
    TestingTrail.task(anna, "=HYPERLINK(\"http://evil.example\",\"click\")");
    TestingTrail.task(anna, "line one\nline two, \"quoted\"");

    var told = TestingSeals.finished(cell, anna, "csv", "2000-01-01", "2999-01-01");
    var text = TestingSeals.download(told);

    assertThat(text).startsWith("\"timestamp\",\"actor_kind\"");
    assertThat(text).contains("\"'=cmd|' /C calc'!A0 Tester\"");
    assertThat(text).doesNotContain(",\"=").doesNotContain("\n\"=");
    assertThat(text).contains("line one\\nline two, \\\"\"quoted\\\"\"");
    assertThat(told.path("rows").asLong()).isPositive();
    assertThat(told.path("sha256").asText())
        .isEqualTo(
            Hashes.hex(
                Hashes.sha256().digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }

  @Test
  void anExportTellsOfItself() {
    var anna = cell.register("anna");

    var lines = TestingSeals.export(cell, anna, "jsonl");

    assertThat(lines).anyMatch(line -> line.contains("audit_export.created"));
  }

  @Test
  void aFileAskedForTwiceIsWrittenOnce() {
    var anna = cell.register("anna");
    var asked =
        anna.post(
            "/api/v1/audit/export",
            Map.of("from", "2000-01-01", "to", "2999-01-01", "format", "csv"));
    var delivered =
        cell.deliver().stream()
            .filter(each -> each.event().type().equals("audit_export.requested"))
            .findFirst()
            .orElseThrow();
    var first = anna.get("/api/v1/audit/export/" + asked.at("jobId").asText());

    cell.redeliver(delivered.event());

    var second = anna.get("/api/v1/audit/export/" + asked.at("jobId").asText());
    assertThat(second.at("finished_at")).isEqualTo(first.at("finished_at"));
    assertThat(second.at("sha256")).isEqualTo(first.at("sha256"));
  }

  @Test
  void onlyAdminsOfTheOrganizationExport() {
    var anna = cell.register("anna");
    var ben = TestingTrail.join(anna, cell.register("ben"), "member");
    var stranger = cell.register("stranger");
    var body = Map.of("from", "2000-01-01", "to", "2999-01-01", "format", "csv");
    var asked = anna.post("/api/v1/audit/export", body);

    var byMember = ben.post("/api/v1/audit/export", body);
    var byStranger = stranger.get("/api/v1/audit/export/" + asked.at("jobId").asText());

    assertThat(byMember.status()).isEqualTo(403);
    assertThat(byStranger.status()).isEqualTo(404);
  }

  @Test
  void whatIsWrongWithARequestIsSaid() {
    var anna = cell.register("anna");

    var backwards =
        anna.post(
            "/api/v1/audit/export",
            Map.of("from", "2026-02-01", "to", "2026-01-01", "format", "csv"));
    var unknown =
        anna.post(
            "/api/v1/audit/export",
            Map.of("from", "2026-01-01", "to", "2026-02-01", "format", "xlsx"));
    var nowhere = anna.get("/api/v1/audit/export/" + UUID.randomUUID());

    assertThat(backwards.status()).isEqualTo(400);
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(nowhere.status()).isEqualTo(404);
  }

  @Test
  void aHundredThousandRowsAreExportedAndVerify() throws Exception {
    var own = TestCell.start(java.util.List.of("audit", "tasks"));
    var anna = own.register("anna");
    try (var operator = own.database().superuser();
        var statement = operator.createStatement()) {
      for (int part = 0; part < 20; part++) {
        statement.execute(
            """
            insert into core.audit_log (org_id, actor_kind, actor_id, action, entity_type, entity_id, changes)
            select '%s', 'member', '%s', 'task.updated', 'task', gen_random_uuid(),
              jsonb_build_object('title', jsonb_build_object('from', 'Before ' || n, 'to', 'After ' || n))
            from generate_series(1, 5000) n
            """
                .formatted(anna.organization(), anna.id()));
      }
    }

    var lines = TestingSeals.export(own, anna, "jsonl");

    var verdict =
        TestingSeals.verify(
            TestingSeals.file(directory, "large.jsonl", lines),
            "--key",
            TestingSeals.key(anna, directory));
    assertThat(verdict.status()).as(verdict.said()).isZero();
    assertThat(lines.stream().filter(line -> line.contains("After "))).hasSize(100_000);
  }
}
