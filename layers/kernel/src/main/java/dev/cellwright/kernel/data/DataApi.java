package dev.cellwright.kernel.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

/// The RDS Data API as the kernel uses it: two statements, retried while the request has time.
///
/// The client's own retries are off. A read may be tried again at will; a command carries a key, so
/// that one that did take effect before its answer was lost is answered and not run again.
public final class DataApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The Data API ends a database error's message with its SQLSTATE.
  private static final Pattern SQL_STATE = Pattern.compile("SQLState: ([0-9A-Z]{5})");

  /// A rotated password is the database's a moment before it is the secret's. Nothing ran yet.
  private static final String WRONG_PASSWORD = "28P01";

  private static final Pattern RETRY_IN = Pattern.compile("retry in ([0-9]{1,6}) s");

  /// A call that has not answered by then is given up and tried again. Longer than the database
  /// lets a statement run (`statement_timeout` of every role), shorter than half a request.
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(12);

  private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Supplier<RdsDataClient> client;
  private final String clusterArn;
  private final String secretArn;
  private final String database;

  public DataApi(
      Supplier<RdsDataClient> client, String clusterArn, String secretArn, String database) {
    this.client = client;
    this.clusterArn = clusterArn;
    this.secretArn = secretArn;
    this.database = database;
  }

  /// Calls `api.q`.
  ///
  /// @param definition the result's columns with their types
  /// @return the rows, each a list of values in the order of the definition
  List<List<JsonNode>> query(
      String context, String statement, String definition, ObjectNode envelope, Instant deadline) {
    return rows(
        "select * from api.q(:c, :s, cast(:e as jsonb)) as t(" + definition + ")",
        deadline,
        text("c", context),
        text("s", statement),
        text("e", envelope.toString()));
  }

  /// Calls `api.page`.
  ///
  /// @param candidates the statement of the list's ids in their order
  /// @return as [#query]
  List<List<JsonNode>> page(
      String context,
      String statement,
      String candidates,
      String definition,
      ObjectNode envelope,
      Instant deadline) {
    return rows(
        "select * from api.page(:c, :s, :k, cast(:e as jsonb)) as t(" + definition + ")",
        deadline,
        text("c", context),
        text("s", statement),
        text("k", candidates),
        text("e", envelope.toString()));
  }

  private List<List<JsonNode>> rows(String sql, Instant deadline, SqlParameter... parameters) {
    return retrying(
            deadline,
            patience -> client.get().executeStatement(request(patience, sql, parameters)).records())
        .stream()
        .map(row -> row.stream().map(DataApi::json).toList())
        .toList();
  }

  /// Calls `api.cmd`.
  JsonNode command(String context, ObjectNode envelope, Instant deadline) {
    var records =
        retrying(
            deadline,
            patience ->
                client
                    .get()
                    .executeStatement(
                        request(
                            patience,
                            "select api.cmd(:c, cast(:e as jsonb))",
                            text("c", context),
                            text("e", envelope.toString())))
                    .records());
    var answer =
        records.stream().map(row -> row.getFirst().stringValue()).collect(Collectors.joining());
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("api.cmd answered no JSON", e);
    }
  }

  /// Whether the database answers, for the readiness probe.
  public boolean answers(Duration longest) {
    try {
      retrying(
          Instant.now().plus(longest),
          patience -> client.get().executeStatement(request(patience, "select 1")).records());
      return true;
    } catch (Unavailable | StatementFailed e) {
      return false;
    }
  }

  private ExecuteStatementRequest request(
      Duration patience, String sql, SqlParameter... parameters) {
    return ExecuteStatementRequest.builder()
        .resourceArn(clusterArn)
        .secretArn(secretArn)
        .database(database)
        .sql(sql)
        .parameters(parameters)
        .overrideConfiguration(override -> override.apiCallAttemptTimeout(patience))
        .build();
  }

  /// @param call is given how long this attempt may take
  private static <T> T retrying(Instant deadline, Function<Duration, T> call) {
    var pause = FIRST_PAUSE;
    var again = false;
    while (true) {
      RuntimeException failure;
      try {
        return call.apply(patience(deadline));
      } catch (AwsServiceException e) {
        // An earlier attempt that got no answer may still hold the command's key.
        if (!passing(e) && !(again && sqlState(e).equals("CW409"))) {
          throw meaning(e);
        }
        failure = e;
      } catch (SdkClientException e) {
        failure = e;
      }
      again = true;
      var jittered = Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() + 1));
      if (Instant.now().plus(jittered).isAfter(deadline)) {
        throw new Unavailable(failure);
      }
      try {
        Thread.sleep(jittered);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable(failure);
      }
      var doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private static Duration patience(Instant deadline) {
    var left = Duration.between(Instant.now(), deadline);
    return left.compareTo(SHORTEST_ATTEMPT) < 0
        ? SHORTEST_ATTEMPT
        : left.compareTo(LONGEST_ATTEMPT) < 0 ? left : LONGEST_ATTEMPT;
  }

  /// Whether the same call may go well later: a database that wakes up, a throttle, a lost
  /// connection, a password of which the database and its secret will agree in a moment.
  private static boolean passing(AwsServiceException e) {
    if (sqlState(e).equals(WRONG_PASSWORD)) {
      return true;
    }
    var code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    if (code == null) {
      return e.statusCode() >= 500;
    }
    return e.isThrottlingException()
        || switch (code) {
          case "DatabaseResumingException",
              "DatabaseUnavailableException",
              "ServiceUnavailableError",
              "InternalServerErrorException",
              "ThrottlingException" ->
              true;
          // 40001 and 40P01: serialization and deadlock; 08…: connection; 57P0x: shutting down;
          // 53300: too many.
          case "DatabaseErrorException" ->
              switch (sqlState(e)) {
                case "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300" -> true;
                case String state -> state.startsWith("08");
              };
          default -> e.statusCode() >= 500;
        };
  }

  private static RuntimeException meaning(AwsServiceException e) {
    var state = sqlState(e);
    return switch (state) {
      case "CW401" -> new Refused(Refused.Reason.SESSION_ENDED);
      case "CW403" -> new Refused(Refused.Reason.NOT_ALLOWED);
      case "CW407" -> new Refused(Refused.Reason.NOT_SEEN);
      case "CW404" -> new Refused(Refused.Reason.NOT_A_MEMBER);
      case "CW409" -> new Refused(Refused.Reason.RUNNING);
      case "CW429" -> new Refused(Refused.Reason.TOO_MANY, retryAfter(e));
      case "CW422" -> new Refused(Refused.Reason.KEY_REUSED);
      // The statement ran into its time limit: trying again would take as long.
      case "57014" -> new Unavailable(e);
      default -> new StatementFailed(state, e);
    };
  }

  private static String sqlState(AwsServiceException e) {
    var found = SQL_STATE.matcher(String.valueOf(e.getMessage()));
    return found.find() ? found.group(1) : "";
  }

  private static int retryAfter(AwsServiceException e) {
    var found = RETRY_IN.matcher(String.valueOf(e.getMessage()));
    return found.find() ? Integer.parseInt(found.group(1)) : 1;
  }

  private static SqlParameter text(String name, String value) {
    return SqlParameter.builder().name(name).value(Field.fromStringValue(value)).build();
  }

  private static JsonNode json(Field field) {
    var json = JsonNodeFactory.instance;
    return switch (field.type()) {
      case STRING_VALUE -> json.textNode(field.stringValue());
      case LONG_VALUE -> json.numberNode(field.longValue());
      case BOOLEAN_VALUE -> json.booleanNode(field.booleanValue());
      case DOUBLE_VALUE -> json.numberNode(field.doubleValue());
      case IS_NULL -> json.nullNode();
      case BLOB_VALUE, ARRAY_VALUE, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException("no column has the type " + field.type());
    };
  }
}
