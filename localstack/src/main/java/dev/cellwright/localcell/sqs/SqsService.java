package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SQS over HTTP: AWS JSON 1.0, with the header that names an error as the older protocol did.
record SqsService(Map<String, Known> operations) implements AwsService {
  private static final String TARGET = "AmazonSQS.";
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/x-amz-json-1.0");

  /// An operation: the members it knows, and how it is made from them.
  record Known(Set<String> members, Maker maker) {}

  @FunctionalInterface
  interface Maker {
    Prepared prepare(Input input, Sender sender);
  }

  /// Who calls, under which trace.
  record Sender(String roleArn, @Nullable String trace) {}

  static SqsService of(Queues queues) {
    var operations = new HashMap<String, Known>();
    operations.putAll(new SendOperations(queues).all());
    operations.putAll(new ReceiveOperations(queues).all());
    operations.putAll(new QueueOperations(queues).all());
    operations.putAll(new MoveOperations(queues).all());
    return new SqsService(Map.copyOf(operations));
  }

  @Override
  public String name() {
    return "sqs";
  }

  @Override
  public Set<String> operationNames() {
    return operations.keySet();
  }

  @Override
  public String operation(AwsRequest request) {
    var asked = String.valueOf(request.header("x-amz-target"));
    var operation = asked.startsWith(TARGET) ? asked.substring(TARGET.length()) : asked;
    if (!operations.containsKey(operation)) {
      throw AwsError.unknownOperation(name(), operation);
    }
    return operation;
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    var known = Objects.requireNonNull(operations.get(operation));
    var sender = new Sender(request.caller().roleArn(), request.header("x-amzn-trace-id"));
    var prepared = known.maker().prepare(Input.of(request.body(), known.members()), sender);
    return new AwsOperation(
        prepared.needs(), () -> AwsAnswer.json(200, HEADERS, prepared.action().run()));
  }

  @Override
  public AwsAnswer error(AwsError error) {
    var name = SqsErrors.ours(error.name());
    var headers = new HashMap<>(HEADERS);
    headers.put(
        "x-amzn-query-error",
        SqsErrors.queryCode(name) + (error.status() < 500 ? ";Sender" : ";Receiver"));
    return AwsAnswer.json(
        error.status(),
        headers,
        Json.object()
            .put("__type", "com.amazonaws.sqs#" + name)
            .put("message", error.getMessage()));
  }

  @Override
  public String internalError() {
    return "InternalFailure";
  }

  @Override
  public int accessDeniedStatus() {
    return 403;
  }
}
