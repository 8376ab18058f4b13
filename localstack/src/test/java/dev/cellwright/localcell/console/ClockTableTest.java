package dev.cellwright.localcell.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.postgres.LocalPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClockTableTest {

  private static LocalPostgres postgres;

  @BeforeAll
  static void start() throws SQLException {
    postgres = LocalPostgres.start(null);
    try (var connection = postgres.superuser("postgres");
        var statement = connection.createStatement()) {
      statement.execute("create schema cell");
      statement.execute(
          """
          create table cell.clock_offset (
            singleton boolean  primary key default true check (singleton),
            offset_by interval not null
          )
          """);
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void keepsTheOffset() throws SQLException {
    var table = new ClockTable(postgres, "postgres");

    assertThat(table.write(Duration.parse("PT5M0.000123S"))).isTrue();
    assertThat(table.read()).isEqualTo(Duration.parse("PT5M0.000123S"));
    assertThat(table.write(Duration.ofDays(400))).isTrue();
    assertThat(table.read()).isEqualTo(Duration.ofDays(400));
  }

  @Test
  void isMovedOverTheConsoleAndMovesTheClockOfTheFunctions() throws SQLException {
    var table = new ClockTable(postgres, "postgres");
    table.write(Duration.ZERO);
    var clock = CellClock.movable();
    var console = console(clock, table);
    var before = clock.instant();

    var answer = console.answer(post("/_cell/clock"), "{\"advance\":\"PT5M\"}".getBytes(UTF_8));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).contains("\"offset\":\"PT5M\"");
    assertThat(clock.instant()).isAfter(before.plus(Duration.ofMinutes(5)));
    assertThat(table.read()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void staysWithTheRealTimeWhereFunctionsSeeThat() {
    var clock = CellClock.fixed();

    var answer =
        console(clock, new ClockTable(postgres, "postgres"))
            .answer(post("/_cell/clock"), "{\"advance\":\"PT5M\"}".getBytes(UTF_8));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(clock.offset()).isZero();
  }

  @Test
  void tellsThoseWhoGoByIt() {
    var clock = CellClock.movable();
    var told = new ArrayList<Duration>();
    clock.onMove(() -> told.add(clock.offset()));

    clock.moveTo(Duration.ofMinutes(5));

    assertThat(told).containsExactly(Duration.ofMinutes(5));
  }

  @Test
  void isAbsentFromADatabaseWithoutTheCoresMigrations() throws SQLException {
    var table = new ClockTable(postgres, "template1");

    assertThat(table.read()).isZero();
    assertThat(table.write(Duration.ofMinutes(5))).isFalse();
  }

  private static Console console(CellClock clock, ClockTable table) {
    return new Console(
        new CellView("acme-dev", List::of, List.of(), List.of()),
        new Requests(),
        new CallLog(),
        new Callers(),
        TestingAws.usual().front().mailbox(),
        clock,
        table,
        (_, _) -> null);
  }

  private static Incoming post(String path) {
    return TestingIncoming.of("POST", path);
  }
}
