package dev.cellwright.localcell.dataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rdsdata.model.ServiceUnavailableErrorException;

class ConnectionsTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sixtyFourClientsAreServedAtOnce(boolean discard) throws Exception {
    var others = connectionsOfMaster();
    try (var aws = TestingAws.with(DataApiLimits.AWS.withDiscardOnReturn(discard));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Callable<Long>>();
      for (var i = 0; i < 64; i++) {
        var api = TestingDataApi.of(aws);
        clients.add(() -> {
          var sum = 0L;
          for (var n = 0; n < 20; n++) {
            sum += api.value("select 1 from pg_sleep(0.001)").longValue();
          }
          return sum;
        });
      }

      var sums = threads.invokeAll(clients);

      for (var sum : sums) {
        assertThat(sum.get()).isEqualTo(20);
      }
      assertThat(connectionsOfMaster()).isBetween(others + 1, others + 16);
    }
  }

  private static long connectionsOfMaster() throws Exception {
    try (var connection = TestingAws.postgres().superuser("postgres");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                 where usename = 'master' and application_name = 'data api'
                """)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void nothingOfACallSurvivesItOnReset() {
    try (var aws = TestingAws.with(one(true));
        var api = TestingDataApi.of(aws)) {
      api.execute("set application_name = 'leaked'");
      api.execute("create temp table leaked (x int)");
      api.execute("select pg_advisory_lock(42)::text");
      api.execute("prepare leaked as select 1");
      api.execute("listen leaked");

      var row =
          api.row(
              """
              select current_setting('application_name'), to_regclass('pg_temp.leaked') is null,
                     (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()),
                     (select count(*) from pg_prepared_statements), (select count(*) from pg_listening_channels())
              """);

      assertThat(row.get(0).stringValue()).isEqualTo("data api");
      assertThat(row.get(1).booleanValue()).isTrue();
      assertThat(row.get(2).longValue()).isZero();
      assertThat(row.get(3).longValue()).isZero();
      assertThat(row.get(4).longValue()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTransactionBegunBySqlEndsWithItsCall(boolean discard) {
    try (var aws = TestingAws.with(one(discard));
        var api = TestingDataApi.of(aws)) {
      api.execute("create table if not exists begun (x int)");
      api.execute("begin");
      api.execute("insert into begun values (1)");
      api.execute("rollback");

      assertThat(api.value("select count(*) from begun").longValue()).isEqualTo(1);
      api.execute("drop table begun");
    }
  }

  @Test
  void hotStatementsArePreparedWithoutReset() {
    try (var aws = TestingAws.with(one(false));
        var api = TestingDataApi.of(aws)) {
      for (var i = 0; i < 5; i++) {
        api.execute("select 'hot'");
      }

      assertThat(
              api.value("select count(*) from pg_prepared_statements where statement like '%hot%'")
                  .longValue())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSettingOfATransactionEndsWithIt(boolean discard) {
    try (var aws = TestingAws.with(one(discard));
        var api = TestingDataApi.of(aws)) {
      api.execute("select set_config('app.who', 'anna', true)");

      assertThat(api.value("select coalesce(current_setting('app.who', true), '')").stringValue())
          .isEmpty();
    }
  }

  @Test
  void whoFindsNoConnectionIsToldToComeBack() {
    var limits =
        new DataApiLimits(
            Duration.ofSeconds(45),
            Duration.ofMinutes(3),
            Duration.ofHours(24),
            Duration.ofMillis(100),
            1,
            1,
            true);
    try (var aws = TestingAws.with(limits);
        var api = TestingDataApi.of(aws)) {
      var transaction = api.begin();

      assertThatThrownBy(() -> api.execute("select 1"))
          .isInstanceOf(ServiceUnavailableErrorException.class);

      api.rollback(transaction);
      assertThat(api.value("select 1").longValue()).isEqualTo(1);
    }
  }

  @Test
  void aLostConnectionIsReplaced() throws Exception {
    try (var aws = TestingAws.with(one(true));
        var api = TestingDataApi.of(aws)) {
      var pid = api.value("select pg_backend_pid()").longValue();
      assertThatThrownBy(() -> api.execute("select pg_terminate_backend(pg_backend_pid())"))
          .hasMessageContaining("database");

      assertThat(api.value("select pg_backend_pid()").longValue()).isNotEqualTo(pid);
    }
  }

  @Test
  void theSessionIsInUtc() {
    try (var api = TestingDataApi.of(TestingAws.usual())) {
      assertThat(api.text("select to_char('2024-06-01 12:00:00+02'::timestamptz, 'HH24:MI')"))
          .isEqualTo("10:00");
    }
  }

  private static DataApiLimits one(boolean discard) {
    return new DataApiLimits(
        Duration.ofSeconds(45),
        Duration.ofMinutes(3),
        Duration.ofHours(24),
        Duration.ofSeconds(5),
        1,
        1,
        discard);
  }
}
