package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Body;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The operations of the Data API over HTTP: REST-JSON, the error's name in a header.
record DataApiService(Sessions sessions) implements AwsService {
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
  private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
  private static final Set<String> BEGIN = Set.of("resourceArn", "secretArn", "database", "schema");
  private static final Set<String> END = Set.of("resourceArn", "secretArn", "transactionId");
  private static final Set<String> BATCH =
      Set.of(
          "resourceArn",
          "secretArn",
          "database",
          "schema",
          "sql",
          "parameterSets",
          "transactionId");
  private static final Set<String> EXECUTE =
      Set.of(
          "resourceArn",
          "secretArn",
          "database",
          "schema",
          "sql",
          "parameters",
          "transactionId",
          "includeResultMetadata",
          "continueAfterTimeout",
          "resultSetOptions",
          "formatRecordsAs");

  @Override
  public String name() {
    return "rds-data";
  }

  @Override
  public Set<String> operationNames() {
    return Set.of(
        "ExecuteStatement",
        "BatchExecuteStatement",
        "BeginTransaction",
        "CommitTransaction",
        "RollbackTransaction");
  }

  @Override
  public String operation(AwsRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "POST /Execute" -> "ExecuteStatement";
      case "POST /BatchExecute" -> "BatchExecuteStatement";
      case "POST /BeginTransaction" -> "BeginTransaction";
      case "POST /CommitTransaction" -> "CommitTransaction";
      case "POST /RollbackTransaction" -> "RollbackTransaction";
      default -> throw AwsError.unknownOperation(name(), request.path());
    };
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    if (request.body().length > LARGEST_REQUEST) {
      throw new AwsError("BadRequestException", 413, "HTTP content length exceeded 4194304 bytes");
    }
    return switch (operation) {
      case "ExecuteStatement" -> execute(input(request, EXECUTE));
      case "BatchExecuteStatement" -> batchExecute(input(request, BATCH));
      case "BeginTransaction" -> begin(input(request, BEGIN));
      case "CommitTransaction" -> commit(input(request, END));
      default -> rollback(input(request, END));
    };
  }

  private static Input input(AwsRequest request, Set<String> members) {
    var input = Input.of(request.body(), members);
    if (input.has("schema")) {
      throw Input.invalid("The schema parameter isn't supported");
    }
    return input;
  }

  private AwsOperation execute(Input input) {
    var statement = ExecuteStatement.of(input);
    var goOn = input.flag("continueAfterTimeout");
    return operation("ExecuteStatement", input, () -> ok(sessions.run(input, goOn, statement)));
  }

  private AwsOperation batchExecute(Input input) {
    var batch = BatchExecuteStatement.of(input);
    return operation("BatchExecuteStatement", input, () -> ok(sessions.run(input, false, batch)));
  }

  private AwsOperation begin(Input input) {
    return operation(
        "BeginTransaction", input, () -> member("transactionId", sessions.begin(input).id()));
  }

  private AwsOperation commit(Input input) {
    return operation(
        "CommitTransaction",
        input,
        () -> {
          sessions.commit(input);
          return member("transactionStatus", "Transaction Committed");
        });
  }

  private AwsOperation rollback(Input input) {
    return operation(
        "RollbackTransaction",
        input,
        () -> {
          sessions.rollback(input);
          return member("transactionStatus", "Rollback Complete");
        });
  }

  /// The caller needs the operation on the cluster, and the secret for itself.
  private AwsOperation operation(String name, Input input, Body body) {
    var needs = new ArrayList<Need>();
    needs.add(new Need("rds-data:" + name, input.text("resourceArn"), Map.of()));
    needs.addAll(sessions.secrets().needsToRead(input.text("secretArn")));
    return new AwsOperation(needs, body);
  }

  private static AwsAnswer member(String name, String text) {
    return AwsAnswer.json(200, HEADERS, Json.object().put(name, text));
  }

  private static AwsAnswer ok(byte[] body) {
    return new AwsAnswer(200, HEADERS, body);
  }

  @Override
  public AwsAnswer error(AwsError error) {
    var headers = new HashMap<>(HEADERS);
    headers.put("x-amzn-ErrorType", error.name());
    return AwsAnswer.json(
        error.status(), headers, Json.object().put("message", error.getMessage()));
  }

  @Override
  public String internalError() {
    return "InternalServerErrorException";
  }

  @Override
  public int accessDeniedStatus() {
    return 403;
  }
}
