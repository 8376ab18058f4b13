package dev.cellwright.localcell.dataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException;

class TransactionsTest {
  private final TestingAws aws = TestingAws.usual();
  private final TestingDataApi api = TestingDataApi.of(aws);

  @BeforeEach
  void anEmptyTable() {
    api.execute("create table if not exists ledger (amount int)");
    api.execute("truncate ledger");
  }

  @Test
  void othersSeeWhatWasCommitted() {
    var transaction = api.begin();
    in(transaction, "insert into ledger values (1)");
    var before = ledger();

    api.commit(transaction);

    assertThat(before).isZero();
    assertThat(ledger()).isEqualTo(1);
  }

  @Test
  void nobodySeesWhatWasRolledBack() {
    var transaction = api.begin();
    in(transaction, "insert into ledger values (1)");

    api.rollback(transaction);

    assertThat(ledger()).isZero();
  }

  @Test
  void anEndedTransactionIsNotFound() {
    var transaction = api.begin();
    api.commit(transaction);

    assertThatThrownBy(() -> in(transaction, "select 1"))
        .isInstanceOf(TransactionNotFoundException.class);
    assertThatThrownBy(() -> api.rollback(transaction))
        .isInstanceOf(TransactionNotFoundException.class);
  }

  @Test
  void anIdleTransactionDiesAfterThreeMinutes() {
    var transaction = api.begin();
    in(transaction, "insert into ledger values (1)");

    aws.advance(Duration.ofSeconds(181));

    assertThatThrownBy(() -> in(transaction, "select 1"))
        .isInstanceOf(TransactionNotFoundException.class);
    assertThat(ledger()).isZero();
  }

  @Test
  void anOldTransactionDiesThoughItIsUsed() {
    var usual = DataApiLimits.AWS;
    var limits =
        new DataApiLimits(
            usual.statement(),
            usual.idleTransaction(),
            Duration.ofMinutes(5),
            usual.waitForConnection(),
            1,
            1,
            true);
    try (var shortLived = TestingAws.with(limits);
        var client = TestingDataApi.of(shortLived)) {
      var transaction = client.begin();
      shortLived.advance(Duration.ofMinutes(2));
      client.execute("select 1", request -> request.transactionId(transaction));
      shortLived.advance(Duration.ofMinutes(2));
      client.execute("select 1", request -> request.transactionId(transaction));

      shortLived.advance(Duration.ofMinutes(2));

      assertThatThrownBy(
              () -> client.execute("select 1", request -> request.transactionId(transaction)))
          .isInstanceOf(TransactionNotFoundException.class);
    }
  }

  @Test
  void aBusyTransactionRefusesASecondStatement() {
    api.execute("create table if not exists gate (open bool)");
    var holder = api.begin();
    in(holder, "lock table gate in exclusive mode");
    var busy = api.begin();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          CompletableFuture.runAsync(() -> in(busy, "lock table gate in exclusive mode"), threads);
      awaitLockWaiter();

      assertThatThrownBy(() -> in(busy, "select 1"))
          .isInstanceOf(DatabaseErrorException.class)
          .hasMessageContaining("Transaction is still running a query");

      api.rollback(holder);
      waiting.join();
    } catch (CompletionException e) {
      throw new AssertionError(e);
    }
    api.rollback(busy);
  }

  private void awaitLockWaiter() {
    while (api.value("select count(*) from pg_locks where not granted").longValue() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aFailedStatementBreaksTheTransaction() {
    var transaction = api.begin();
    in(transaction, "insert into ledger values (1)");

    assertThatThrownBy(() -> in(transaction, "select 1 / 0")).hasMessageContaining("22012");

    assertThatThrownBy(() -> in(transaction, "select 1")).hasMessageContaining("25P02");
    api.rollback(transaction);
    assertThat(ledger()).isZero();
  }

  @Test
  @Tag("contract")
  void aBrokenTransactionCanNotBeCommitted() {
    var transaction = api.begin();
    assertThatThrownBy(() -> in(transaction, "select 1 / 0")).hasMessageContaining("22012");

    assertThatThrownBy(() -> api.commit(transaction)).isInstanceOf(DatabaseErrorException.class);
  }

  @Test
  @Tag("contract")
  void anotherSecretCanNotUseIt() throws Exception {
    api.execute("drop role if exists stranger");
    api.execute("create role stranger login password 'strange'");
    var secret =
        aws.front()
            .secrets()
            .create("stranger", "{\"username\": \"stranger\", \"password\": \"strange\"}");
    var transaction = api.begin();

    assertThatThrownBy(() ->
            api.withSecret(secret)
                .execute("select 1", request -> request.transactionId(transaction)))
        .isInstanceOf(BadRequestException.class);

    api.rollback(transaction);
  }

  private ExecuteStatementResponse in(String transaction, String sql) {
    return api.execute(sql, request -> request.transactionId(transaction));
  }

  private long ledger() {
    return api.value("select count(*) from ledger").longValue();
  }
}
