package dev.cellwright.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a stranger finds who has an export, the public key, and nothing else but a JDK.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingTest {
  private final TestCell cell = TestCell.with("audit", "tasks");

  private Path directory;
  private Person anna;
  private Path key;
  private String older;
  private String newest;
  private List<String> early;
  private List<String> export;

  @BeforeAll
  void anOrganizationWithAHistory(@TempDir Path files) {
    directory = files;
    anna = cell.register("anna");
    work(0);
    work(1);
    older = TestingSeals.checkpoint(anna);
    early = TestingSeals.export(cell, anna, "jsonl");
    work(2);
    work(3);
    export = TestingSeals.export(cell, anna, "jsonl");
    newest = TestingSeals.checkpoint(anna);
    key = TestingSeals.key(anna, directory);
  }

  private void work(int batch) {
    for (int row = 0; row < 3; row++) {
      TestingTrail.task(anna, "Task " + batch + "." + row);
    }
    TestingSeals.seal(cell);
  }

  @Test
  void theUntouchedExportVerifies() {
    var file = TestingSeals.file(directory, "untouched.jsonl", export);

    var alone = TestingSeals.verify(file, "--key", key);
    var pinned =
        TestingSeals.verify(file, "--key", key, "--checkpoint", kept("newest.json", newest));
    var longAgo =
        TestingSeals.verify(file, "--key", key, "--checkpoint", kept("older.json", older));

    assertThat(alone.said()).startsWith("VERIFIED");
    assertThat(alone.status()).isZero();
    assertThat(pinned.status()).as(pinned.said()).isZero();
    assertThat(longAgo.status()).as(longAgo.said()).isZero();
  }

  @Test
  void anEditedRowIsFound() {
    assertRefused(
        "EDITED_ROW",
        10,
        lines ->
            lines.replaceAll(line -> isRow(line) ? line.replace("Task 1.1", "Task 1.7") : line));
  }

  @Test
  void aDeletedRowIsFound() {
    assertRefused("DELETED_ROW", 11, lines -> lines.remove(rowWith(lines, "Task 1.1")));
  }

  @Test
  void reorderedRowsAreFound() {
    assertRefused(
        "REORDERED_ROWS",
        12,
        lines -> {
          int row = rowWith(lines, "Task 1.0");
          Collections.swap(lines, row, row + 1);
        });
  }

  @Test
  void anInsertedRowIsFound() {
    assertRefused(
        "INSERTED_ROW",
        16,
        lines -> {
          int row = rowWith(lines, "Task 1.1");
          lines.add(row, lines.get(row).replace("Task 1.1", "Task 9.9"));
        });
  }

  @Test
  void aTailThatWasCutIsFound() {
    assertRefused("TRUNCATED", 13, lines -> lines.subList(lines.size() - 4, lines.size()).clear());
  }

  @Test
  void aTailThatWasCutAndMendedIsFoundByWhoKeptASeal() {
    var lines = new ArrayList<>(export);
    int last = lastBatch(lines);
    lines.subList(last, lines.size() - 1).clear();
    long rows = lines.stream().filter(TamperingTest::isRow).count();
    long batches = lines.stream().filter(line -> line.contains("\"kind\":\"batch\"")).count();
    lines.set(
        lines.size() - 1, "{\"kind\":\"end\",\"batches\":%d,\"rows\":%d}".formatted(batches, rows));
    lines.set(0, lines.getFirst().replaceAll("\"last\":\\d+", "\"last\":" + batches));
    var mended = TestingSeals.file(directory, "mended.jsonl", lines);

    var verdict =
        TestingSeals.verify(mended, "--key", key, "--checkpoint", kept("newest.json", newest));

    assertThat(verdict.said()).startsWith("REFUSED TRUNCATED");
    assertThat(verdict.status()).isEqualTo(13);
  }

  @Test
  void rowsOfYesterdayThatAreSaidToBeArchivedAreFoundToBeLeftOut() {
    assertRefused(
        "WITHHELD",
        21,
        lines -> {
          int batch = lastBatch(lines);
          var rows = lines.subList(batch + 1, lines.size() - 1);
          var told = export.stream().filter(TamperingTest::isRow).count() - rows.size();
          rows.clear();
          lines.set(
              batch, lines.get(batch).replace("\"holds\":\"rows\"", "\"holds\":\"archived\""));
          lines.set(
              lines.size() - 1, lines.getLast().replaceAll("\"rows\":\\d+", "\"rows\":" + told));
        });
  }

  @Test
  void whatIsNoExportIsUnreadableAndNoMore() {
    assertRefused(
        "UNREADABLE", 2, lines -> lines.add(1, "{\"a\":".repeat(50_000) + "}".repeat(50_000)));
    assertRefused(
        "UNREADABLE",
        2,
        lines ->
            lines.replaceAll(
                line -> isRow(line) ? line.replace("\"xid\": \"", "\"xid\": \"x") : line));
  }

  @Test
  void aChainSignedByAnotherKeyIsFound() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    var other =
        TestingSeals.file(
            directory,
            "other.pem",
            "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
    var file = TestingSeals.file(directory, "rekeyed.jsonl", export);

    var verdict = TestingSeals.verify(file, "--key", other);

    assertThat(verdict.said()).startsWith("REFUSED OTHER_KEY");
    assertThat(verdict.status()).isEqualTo(14);
  }

  @Test
  void aSealTakenOutOfTheMiddleIsFound() {
    assertRefused(
        "MISSING_SEAL",
        15,
        lines -> {
          int batch = batchBefore(lines, rowWith(lines, "Task 1.1"));
          int next = batch + 1;
          while (!lines.get(next).contains("\"kind\":\"batch\"")) {
            next++;
          }
          lines.subList(batch, next).clear();
        });
  }

  @Test
  void aSealThatSaysSomethingElseIsFound() {
    assertRefused(
        "FORGED_SEAL",
        17,
        lines -> {
          int batch = batchBefore(lines, rowWith(lines, "Task 1.1"));
          lines.set(
              batch,
              lines
                  .get(batch)
                  .replaceAll("sealed_at\\\\\": \\\\\"20", "sealed_at\\\\\": \\\\\"19"));
        });
  }

  @Test
  void aRowThatIsWithheldBehindItsHashIsFound() {
    assertRefused(
        "WITHHELD",
        21,
        lines -> {
          int row = rowWith(lines, "Task 1.1");
          var time = lines.get(row).replaceAll(".*\"timestamp\": \"([^\"]+)\".*", "$1");
          lines.set(
              row,
              "{\"kind\":\"leaf\",\"timestamp\":\"%s\",\"digest\":\"%s\"}"
                  .formatted(
                      time,
                      Hashes.hex(
                          Hashes.sha256()
                              .digest(
                                  lines
                                      .get(row)
                                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        });
  }

  @Test
  void anOlderStateOfTheCellIsFoundByWhoKeptASeal() {
    var file = TestingSeals.file(directory, "early.jsonl", early);

    var alone = TestingSeals.verify(file, "--key", key);
    var pinned =
        TestingSeals.verify(file, "--key", key, "--checkpoint", kept("newest.json", newest));

    assertThat(alone.status()).as(alone.said()).isZero();
    assertThat(pinned.said()).startsWith("REFUSED OLD_BACKUP");
    assertThat(pinned.status()).isEqualTo(19);
  }

  @Test
  void timesOutsideTheExportAreProvenToBeOutside() {
    var middle =
        cell.database()
            .rows(
                "select audit.at(b.latest) as at from audit.batches b where b.org_id = ? and b.number = 2",
                anna.organization())
            .getFirst()
            .path("at")
            .asText();
    var lines = TestingSeals.export(cell, anna, "jsonl", "2000-01-01", middle);

    var verdict =
        TestingSeals.verify(
            TestingSeals.file(directory, "part.jsonl", lines),
            "--key",
            key,
            "--checkpoint",
            kept("newest.json", newest));

    assertThat(verdict.said()).startsWith("VERIFIED");
    assertThat(lines).anyMatch(line -> line.contains("\"kind\":\"leaf\""));
    assertThat(lines).noneMatch(line -> isRow(line) && line.contains("Task 3.0"));
  }

  private Path kept(String name, String seal) {
    return TestingSeals.file(directory, name, seal);
  }

  private void assertRefused(String why, int status, Consumer<List<String>> tampering) {
    var lines = new ArrayList<>(export);
    tampering.accept(lines);
    assertThat(lines).isNotEqualTo(export);

    var verdict =
        TestingSeals.verify(TestingSeals.file(directory, why + ".jsonl", lines), "--key", key);

    assertThat(verdict.said()).startsWith("REFUSED " + why);
    assertThat(verdict.status()).isEqualTo(status);
  }

  private static boolean isRow(String line) {
    return !line.startsWith("{\"kind\"");
  }

  private static int rowWith(List<String> lines, String title) {
    for (int i = 0; i < lines.size(); i++) {
      if (isRow(lines.get(i)) && lines.get(i).contains(title)) {
        return i;
      }
    }
    throw new IllegalArgumentException(title);
  }

  private static int batchBefore(List<String> lines, int row) {
    int batch = row;
    while (!lines.get(batch).contains("\"kind\":\"batch\"")) {
      batch--;
    }
    return batch;
  }

  private static int lastBatch(List<String> lines) {
    return batchBefore(lines, lines.size() - 1);
  }
}
