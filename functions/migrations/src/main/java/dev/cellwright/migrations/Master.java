package dev.cellwright.migrations;

import dev.cellwright.kernel.Environment;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.DatabaseResumingException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseUnavailableException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

/// The database's master, over the Data API.
record Master(RdsDataClient client, Environment environment) {
  private static final int MOST_TRIES = 15;

  /// A database that was asleep takes some fifteen seconds to wake up, and half a minute after a
  /// day. Every statement of the bootstrap may be repeated, so any answer that got lost is asked
  /// for again.
  static RetryStrategy patience() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(MOST_TRIES)
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(200), Duration.ofSeconds(10)))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(10)))
        .retryOnException(DatabaseResumingException.class)
        .retryOnException(DatabaseUnavailableException.class)
        .build();
  }

  void run(String statement) {
    run(statement, Map.of());
  }

  /// Runs one statement with named parameters, each a text.
  void run(String statement, Map<String, String> texts) {
    run(environment.require("MASTER_SECRET_ARN"), statement, texts);
  }

  private void run(String secretArn, String statement, Map<String, String> texts) {
    client.executeStatement(request ->
        request
            .resourceArn(environment.require("DATABASE_ARN"))
            .secretArn(secretArn)
            .database(environment.require("DATABASE_NAME"))
            .sql(statement)
            .parameters(
                texts.entrySet().stream()
                    .map(text ->
                        SqlParameter.builder()
                            .name(text.getKey())
                            .value(Field.fromStringValue(text.getValue()))
                            .build())
                    .toList()));
  }

  /// Makes a module's role, or gives it or the master itself another password.
  void putPassword(LoginSecret secret, String verifier) {
    if (secret.secretArn().equals(environment.require("MASTER_SECRET_ARN"))) {
      run("call priv.put_master(:verifier)", Map.of("verifier", verifier));
    } else {
      run(
          "call priv.put_login(:role, :verifier)",
          Map.of("role", secret.role(), "verifier", verifier));
    }
  }

  /// Fails where a role can't log in with what a secret says.
  void tryOut(String secretArn) {
    run(secretArn, "select 1", Map.of());
  }
}
