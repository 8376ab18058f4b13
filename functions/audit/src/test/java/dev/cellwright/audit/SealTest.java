package dev.cellwright.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.TestCell;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  private final TestCell cell = TestCell.with("audit", "tasks");

  @TempDir private Path directory;

  @Test
  void eachRowIsSealedOnceInCommitOrderWhileCommandsRun() throws Exception {
    var anna = cell.register("anna");
    var ben = cell.register("ben");
    var running = new AtomicBoolean(true);
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      var sealer =
          people.submit(
              (Callable<Void>)
                  () -> {
                    while (running.get()) {
                      TestingSeals.seal(cell);
                    }
                    return null;
                  });
      var commands =
          IntStream.range(0, 120)
              .<Future<?>>mapToObj(
                  i -> people.submit(() -> TestingTrail.task(i % 2 == 0 ? anna : ben, "T" + i)))
              .toList();
      for (var command : commands) {
        command.get();
      }
      running.set(false);
      sealer.get();
    }
    TestingSeals.seal(cell);

    var miscounted =
        cell.database()
            .rows(
                """
                select a.id
                from core.audit_log a
                left join audit.batches b on b.org_id = a.org_id
                  and (a.xid::text::bigint, a.id) between (b.first_xid, b.first_id) and (b.last_xid, b.last_id)
                where a.org_id in (?, ?)
                group by a.id
                having count(b.number) <> 1
                """,
                anna.organization(),
                ben.organization());

    assertThat(miscounted).isEmpty();
    assertThat(cell.runJob("audit:verify")).isNotEmpty();
    assertVerified(anna);
    assertVerified(ben);
  }

  @Test
  void aTransactionThatIsStillOpenHoldsBackWhatIsYoungerUntilItEnds() throws Exception {
    var anna = cell.register("anna");
    TestingSeals.seal(cell);
    try (var open = cell.database().superuser()) {
      open.setAutoCommit(false);
      open.createStatement().execute("select pg_current_xact_id()");
      TestingTrail.task(anna, "Younger than the open one");

      TestingSeals.seal(cell);
      var meanwhile = unsealed(anna.organization());
      open.rollback();
      TestingSeals.seal(cell);

      assertThat(meanwhile).isPositive();
      assertThat(unsealed(anna.organization())).isZero();
    }
  }

  @Test
  void aCrashBetweenTheBucketAndTheDatabaseIsTakenUpWithoutAFork() {
    var anna = cell.register("anna");
    TestingSeals.seal(cell);
    var kept = TestingSeals.checkpoint(anna);
    forgetTheLastSeal();
    TestingTrail.task(anna, "Done after the crash");

    TestingSeals.seal(cell);

    var seals = anna.get("/api/v1/audit/seals?sort=number:asc&limit=100").at("data");
    assertThat(seals.valueStream().map(seal -> seal.path("hash").asText()))
        .contains(anna.get("/api/v1/audit/seals/" + number(kept)).at("hash").asText(), hash(kept));
    assertThat(cell.runJob("audit:verify")).isNotEmpty();
    assertVerified(anna, kept);
  }

  @Test
  void proofsLeadFromARowToASignedSeal() {
    var anna = cell.register("anna");
    var task = TestingTrail.task(anna, "To be proven");
    var row = anna.get("/api/v1/audit?entity_id=" + task).at("data/0/id").asText();
    var early = anna.get("/api/v1/audit/" + row + "/proof");
    TestingSeals.seal(cell);

    var proof = anna.get("/api/v1/audit/" + row + "/proof");

    assertThat(early.status()).isEqualTo(404);
    assertThat(proof.status()).as(proof.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(proof)).isEqualTo(1);
    assertThat(proof.at("row").asText()).contains("To be proven");
    var node =
        Hashes.leaf(
            proof.at("timestamp").asText(),
            Hashes.hex(
                Hashes.sha256()
                    .digest(
                        proof
                            .at("row")
                            .asText()
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    for (var step : proof.at("path")) {
      var beside = java.util.HexFormat.of().parseHex(step.asText().substring(1));
      node =
          step.asText().startsWith("L")
              ? Hashes.of(Hashes.NODE, beside, node)
              : Hashes.of(Hashes.NODE, node, beside);
    }
    assertThat(proof.at("sealed/batch").asText()).contains(Hashes.hex(node));
  }

  @Test
  void strangersSeeNoSealOfOthers() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var task = TestingTrail.task(anna, "Sealed for Anna");
    var row = anna.get("/api/v1/audit?entity_id=" + task).at("data/0/id").asText();
    TestingSeals.seal(cell);

    var proof = stranger.get("/api/v1/audit/" + row + "/proof");
    var seals = stranger.get("/api/v1/audit/seals").at("data");

    assertThat(proof.status()).isEqualTo(404);
    assertThat(seals).isNotEmpty();
    assertThat(seals.toString()).doesNotContain(anna.organization().toString());
  }

  @Test
  void erasingAPersonKeepsTheChainWhole() {
    var anna = cell.register("anna");
    var ben = TestingTrail.join(anna, cell.register("ben"), "member");
    TestingTrail.task(ben, "Ben was here");
    TestingSeals.seal(cell);
    var kept = TestingSeals.checkpoint(anna);

    cell.database().rows("select priv.destroy_person_key(?)::text as gone", ben.id());

    assertVerified(anna, kept);
    assertThat(cell.runJob("audit:verify")).isNotEmpty();
  }

  @Test
  void whatSomebodyDidToTheTableIsFoundInsideTheCell() throws Exception {
    var own = TestCell.start(java.util.List.of("audit", "tasks"));
    var anna = own.register("anna");
    TestingTrail.task(anna, "Edited by the operator");
    TestingTrail.task(anna, "Deleted by the operator");
    TestingSeals.seal(own);
    assertThat(own.runJob("audit:verify")).isNotEmpty();
    var whole = own.errand("audit", "{\"Errand\": \"verify\"}");
    assertThat(whole.path("complaints")).isEmpty();
    assertThat(whole.path("finished").asBoolean()).isTrue();
    assertThat(whole.path("seals").asLong()).isEqualTo(whole.path("last").asLong()).isPositive();
    assertThat(whole.path("rows").asLong())
        .isEqualTo(own.database().rows("select id from core.audit_log").size());

    try (var operator = own.database().superuser();
        var statement = operator.createStatement()) {
      statement.execute(
          "update core.audit_log set changes = '{}' where changes::text like '%Edited by%'");
    }
    assertThatThrownBy(() -> own.runJob("audit:verify"))
        .hasStackTraceContaining("rows were edited");
    assertThat(own.errand("audit", "{\"Errand\": \"verify\"}").path("complaints").toString())
        .contains("batch 1 of " + anna.organization() + ": rows were edited");
    assertThat(
            own.errand("audit", "{\"Errand\": \"verify\", \"After\": %d}".formatted(last(whole)))
                .path("seals")
                .asLong())
        .isZero();

    try (var operator = own.database().superuser();
        var statement = operator.createStatement()) {
      statement.execute("delete from core.audit_log where changes::text like '%Deleted by%'");
    }
    assertThatThrownBy(() -> own.runJob("audit:verify"))
        .hasStackTraceContaining("rows were deleted");

    try (var operator = own.database().superuser();
        var statement = operator.createStatement()) {
      statement.execute(
          "delete from audit.batches where seal = (select max(number) from audit.seals)");
      statement.execute(
          "delete from audit.seals where number = (select max(number) from audit.seals)");
    }
    assertThatThrownBy(() -> TestingSeals.seal(own))
        .hasStackTraceContaining("the rows are not those");
  }

  private static long last(com.fasterxml.jackson.databind.JsonNode verified) {
    return verified.path("last").asLong();
  }

  @Test
  void aRotatedKeyLeavesTheChainWholeAndAVerifierNeedsBoth() {
    var own = TestCell.start(java.util.List.of("audit", "tasks"));
    var anna = own.register("anna");
    TestingSeals.seal(own);
    var older = older(anna);
    TestingTrail.task(anna, "Sealed by the old key, and noted by who has the new one");
    TestingSeals.seal(own);
    forgetTheLastSeal(own);

    rotateSealKey(own);
    TestingTrail.task(anna, "Sealed by the new key");
    TestingSeals.seal(own);

    var keys = anna.get("/api/v1/audit/keys").at("keys");
    assertThat(keys).hasSize(2);
    assertThat(own.errand("audit", "{\"Errand\": \"verify\"}").path("complaints")).isEmpty();
    var newer = TestingSeals.key(anna, directory);
    var file =
        TestingSeals.file(directory, "rotated.jsonl", TestingSeals.export(own, anna, "jsonl"));
    assertThat(TestingSeals.verify(file, "--key", newer, "--key", older).said())
        .startsWith("VERIFIED");
    assertThat(TestingSeals.verify(file, "--key", newer).status()).isEqualTo(14);
    assertThat(TestingSeals.verify(file, "--key", older).status()).isEqualTo(14);
  }

  private Path older(dev.cellwright.testing.Person anna) {
    var key = TestingSeals.key(anna, directory);
    return TestingSeals.file(directory, "older.pem", read(key));
  }

  private static String read(Path file) {
    try {
      return java.nio.file.Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void rotateSealKey(TestCell cell) {
    var keys = cell.front().keys();
    try {
      keys.alias(
          "alias/acme-crm-test-seals",
          keys.create("another", dev.cellwright.localcell.kms.Keys.Kind.ECC_NIST_P256, ""));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void forgetTheLastSeal() {
    forgetTheLastSeal(cell);
  }

  private static void forgetTheLastSeal(TestCell cell) {
    try (var operator = cell.database().superuser();
        var statement = operator.createStatement()) {
      statement.execute(
          "delete from audit.batches where seal = (select max(number) from audit.seals)");
      statement.execute(
          "delete from audit.seals where number = (select max(number) from audit.seals)");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long unsealed(java.util.UUID organization) {
    return cell.database()
        .rows(
            """
            select count(*) as n from core.audit_log a
            where a.org_id = ? and not exists (
              select from audit.batches b
              where b.org_id = a.org_id and (b.last_xid, b.last_id) >= (a.xid::text::bigint, a.id))
            """,
            organization)
        .getFirst()
        .path("n")
        .asLong();
  }

  private void assertVerified(dev.cellwright.testing.Person person, String... checkpoint) {
    var file =
        TestingSeals.file(
            directory, person.id() + ".jsonl", TestingSeals.export(cell, person, "jsonl"));
    var key = TestingSeals.key(person, directory);
    var verdict =
        checkpoint.length == 0
            ? TestingSeals.verify(file, "--key", key)
            : TestingSeals.verify(
                file,
                "--key",
                key,
                "--checkpoint",
                TestingSeals.file(directory, "kept.json", checkpoint[0]));
    assertThat(verdict.status()).as(verdict.said()).isZero();
  }

  private static String number(String seal) {
    return seal.replaceAll(".*\"number\":(\\d+),.*", "$1");
  }

  private static String hash(String seal) {
    return seal.replaceAll(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
  }
}
