package dev.cellwright.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.DatabaseResumingException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

/// The relay's calls to the database, over the Data API as its own role.
///
/// Each may be repeated: a turn whose answer is lost leaves its events claimed, and they come again
/// when the lease is over.
record Outbox(RdsDataClient client, String cluster, String secret, String database) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Longer than an invocation may take: whoever took an event is done with it, or dead.
  private static final int LEASE_SECONDS = 120;

  private static final int MOST_TRIES = 6;

  static Outbox of(Environment environment, Aws aws) {
    var patience =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(MOST_TRIES)
            .backoffStrategy(
                BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5)))
            .retryOnException(DatabaseResumingException.class)
            .retryOnException(Outbox::isWrongPassword)
            .build();
    return new Outbox(
        aws.rdsData(patience),
        environment.require("DATABASE_ARN"),
        environment.require("DATABASE_SECRET_ARN"),
        environment.require("DATABASE_NAME"));
  }

  /// A rotated password is the database's a moment before it is the secret's.
  private static boolean isWrongPassword(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("SQLState: 28P01");
  }

  /// Notes what was published, and takes nothing.
  void note(List<JsonNode> published) {
    turn(published, 0);
  }

  /// Notes what was published, and takes what is next.
  ///
  /// @return up to so many events, as the database tells them
  List<JsonNode> turn(List<JsonNode> published, int most) {
    var done = JsonNodeFactory.instance.arrayNode();
    for (var told : published) {
      var place = done.addObject();
      place.set("organization", told.path("organization"));
      place.set("place", told.path("place"));
    }
    return client
        .executeStatement(request ->
            request
                .resourceArn(cluster)
                .secretArn(secret)
                .database(database)
                .sql(
                    "select t.event from relay.turn(cast(:done as jsonb), cast(:most as int), cast(:lease as int)) as t (event)")
                .parameters(
                    SqlParameter.builder()
                        .name("done")
                        .value(Field.fromStringValue(done.toString()))
                        .build(),
                    number("most", most),
                    number("lease", LEASE_SECONDS)))
        .records()
        .stream()
        .map(row -> json(row.getFirst().stringValue()))
        .toList();
  }

  /// Forgets what is old, in pieces, while there is time.
  void tidy(Instant deadline) {
    long gone = 1;
    while (gone > 0 && Instant.now().isBefore(deadline)) {
      gone =
          client
              .executeStatement(request ->
                  request
                      .resourceArn(cluster)
                      .secretArn(secret)
                      .database(database)
                      .sql("select relay.tidy()"))
              .records()
              .getFirst()
              .getFirst()
              .longValue();
    }
  }

  private static SqlParameter number(String name, long value) {
    return SqlParameter.builder().name(name).value(Field.fromLongValue(value)).build();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("relay.turn answered no JSON", e);
    }
  }
}
