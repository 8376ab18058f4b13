package dev.cellwright.localcell.dataapi;

import static dev.cellwright.localcell.dataapi.TestingDataApi.hinted;
import static dev.cellwright.localcell.dataapi.TestingDataApi.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.contract.TestedAws;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.InvalidSecretException;
import software.amazon.awssdk.services.rdsdata.model.SecretsErrorException;
import software.amazon.awssdk.services.rdsdata.model.StatementTimeoutException;
import software.amazon.awssdk.services.rdsdata.model.UnsupportedResultException;

/// What the Data API does not take.
class RefusalsTest {
  private final TestingAws aws = TestingAws.usual();
  private final TestingDataApi api = TestingDataApi.of(aws);

  @Test
  void twoStatementsInOneCall() {
    refused(() -> api.execute("select 1; select 2"), "ValidationException")
        .hasMessageContaining("Multistatements aren't supported.");
    refused(() -> api.execute("select 1;; select :a", string("a", "")), "ValidationException");

    assertThat(api.value("select 1; -- and no more").longValue()).isEqualTo(1);
  }

  @Test
  void theSchemaParameter() {
    refused(
            () -> api.execute("select 1", request -> request.schema("public")),
            "ValidationException")
        .hasMessageContaining("schema");
  }

  @Test
  void arraysAsParameters() {
    var array = TestingDataApi.of("a", Field.fromArrayValue(list -> list.stringValues("x")));

    refused(() -> api.execute("select :a", array), "ValidationException");
  }

  @Test
  @Tag("contract")
  void aParameterThatTheStatementLacksAndTheOtherWayRound() {
    refused(() -> api.execute("select :a"), "BadRequestException").hasMessageContaining("a");
    refused(() -> api.execute("select 1", string("b", "")), "BadRequestException");
  }

  @Test
  void hintsThatTheValueDoesNotKeep() {
    refused(() -> api.execute("select :u", hinted("u", "no", "UUID")), "BadRequestException");
    refused(
        () -> api.execute("select :t", hinted("t", "2024-01-01T10:00:00Z", "TIMESTAMP")),
        "BadRequestException");
  }

  @Test
  void rowsOver64Kilobytes() {
    assertThat(api.text("select repeat('x', 65536)")).hasSize(65536);

    assertThatThrownBy(() -> api.execute("select repeat('x', 65537)"))
        .isInstanceOf(UnsupportedResultException.class);
  }

  @Test
  void resultsOverOneMebibyteWhoseWorkIsGone() {
    api.execute("create table if not exists too_large (x text)");

    assertThatThrownBy(() ->
            api.execute(
                "insert into too_large select repeat('x', 60000) from generate_series(1, 20) returning x"))
        .isInstanceOf(UnsupportedResultException.class);

    assertThat(api.value("select count(*) from too_large").longValue()).isZero();
  }

  @Test
  void resultsThatWouldFillOurMemory() {
    assertThatThrownBy(() -> api.execute("select repeat('x', 60000) from generate_series(1, 2000)"))
        .isInstanceOf(UnsupportedResultException.class);

    assertThat(api.value("select 1").longValue()).isEqualTo(1);
  }

  @Test
  void requestsOverFourMebibytes() {
    var large = "x".repeat(4 * 1024 * 1024);

    refused(() -> api.execute("select length(:t)", string("t", large)), "BadRequestException");
    var fits = large.substring(1024);
    assertThat(api.value("select length(:t)", string("t", fits)).longValue())
        .isEqualTo(fits.length());
  }

  @Test
  void statementsThatTakeTooLong() {
    var limits =
        new DataApiLimits(
            Duration.ofMillis(200),
            Duration.ofMinutes(3),
            Duration.ofHours(24),
            Duration.ofSeconds(5),
            2,
            2,
            true);
    try (var impatient = TestingAws.with(limits);
        var client = TestingDataApi.of(impatient)) {
      client.execute("create table if not exists slow (x int)");

      assertThatThrownBy(() ->
              client.execute("with s as (select pg_sleep(30)) insert into slow select 1 from s"))
          .isInstanceOf(StatementTimeoutException.class);

      assertThat(client.value("select count(*) from slow").longValue()).isZero();
    }
  }

  @Test
  void theBoundsAreThoseThatAwsDocuments() {
    assertThat(DataApiLimits.AWS.statement()).hasSeconds(45);
    assertThat(DataApiLimits.AWS.idleTransaction()).hasMinutes(3);
    assertThat(DataApiLimits.AWS.transaction()).hasHours(24);
  }

  @Test
  void aStatementMayGoOnAfterItsTimeout() {
    var limits =
        new DataApiLimits(
            Duration.ofMillis(200),
            Duration.ofMinutes(3),
            Duration.ofHours(24),
            Duration.ofSeconds(5),
            1,
            1,
            true);
    try (var impatient = TestingAws.with(limits);
        var client = TestingDataApi.of(impatient)) {
      client.execute("create table if not exists persevering (x int)");

      assertThatThrownBy(() ->
              client.execute(
                  "insert into persevering select 1 from pg_sleep(0.6)",
                  request -> request.continueAfterTimeout(true)))
          .isInstanceOf(StatementTimeoutException.class);

      // The only connection is free again when the statement is done.
      assertThat(client.value("select count(*) from persevering").longValue()).isEqualTo(1);
    }
  }

  @Test
  @Tag("contract")
  void resultsOfTypesThatAwsDoesNotKnow() {
    for (var expression :
        List.of(
            "'1 day'::interval",
            "'10:00+02'::timetz",
            "'(1,2)'::point",
            "'1'::money",
            "'c'::\"char\"",
            "'pg_class'::regclass",
            "int4range(1, 2)",
            "row(1, 2)",
            "array['{}'::jsonb]",
            "pg_sleep(0)")) {
      assertThatThrownBy(() -> api.execute("select " + expression))
          .as(expression)
          .isInstanceOf(UnsupportedResultException.class)
          .hasMessageContaining("unsupported data type");
    }
    assertThatThrownBy(() -> api.execute("select array[[1], [2]]"))
        .isInstanceOf(UnsupportedResultException.class)
        .hasMessageContaining("multidimensional");
  }

  @Test
  void errorsOfTheDatabaseEndInTheirState() {
    assertThatThrownBy(() -> api.execute("select nowhere()"))
        .isInstanceOf(DatabaseErrorException.class)
        .extracting(e -> ((AwsServiceException) e).awsErrorDetails().errorMessage())
        .isEqualTo("ERROR: function nowhere() does not exist; SQLState: 42883");
    assertThatThrownBy(() -> api.execute("select :t::text", string("t", "a\0b")))
        .isInstanceOf(DatabaseErrorException.class)
        .hasMessageContaining("SQLState: 22021");
  }

  @Test
  void textIsNotAnIdentifier() {
    api.execute("create table if not exists typed (id uuid)");

    assertThatThrownBy(() ->
            api.execute(
                "select 1 from typed where id = :id",
                string("id", "01890a5d-ac96-774b-bcce-b302099a8057")))
        .isInstanceOf(DatabaseErrorException.class)
        .hasMessageContaining("42883");
  }

  @Test
  @Tag("contract")
  void aWrongPassword() {
    try (var contract = TestedAws.open()) {
      var secret = contract.secret("{\"username\": \"master\", \"password\": \"wrong\"}");

      assertThatThrownBy(() -> api.withSecret(secret).execute("select 1"))
          .isInstanceOf(DatabaseErrorException.class)
          .hasMessageContaining("28P01");
    }
  }

  @Test
  void aSecretThatIsNone() throws Exception {
    var secret = aws.front().secrets().create("no-login", "{\"kid\": \"1\"}");

    assertThatThrownBy(() -> api.withSecret(secret).execute("select 1"))
        .isInstanceOf(InvalidSecretException.class);
    assertThatThrownBy(() ->
            api.withSecret("arn:aws:secretsmanager:eu-central-1:111122223333:secret:no")
                .execute("select 1"))
        .isInstanceOf(SecretsErrorException.class);
  }

  @Test
  @Tag("contract")
  void withoutADatabaseItIsTheOneNamedLikeTheUser() {
    assertThatThrownBy(() -> api.execute("select 1", request -> request.database(null)))
        .isInstanceOf(DatabaseErrorException.class)
        .hasMessageContaining("ERROR: database \"")
        .hasMessageContaining("\" does not exist; SQLState: 3D000");
  }

  @Test
  @Tag("contract")
  void anotherCluster() {
    refused(
        () ->
            api.execute(
                "select 1",
                request ->
                    request.resourceArn("arn:aws:rds:eu-central-1:111122223333:cluster:other")),
        "BadRequestException");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ThrowingCallable call, String error) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(error));
  }
}
