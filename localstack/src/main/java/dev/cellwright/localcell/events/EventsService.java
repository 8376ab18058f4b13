package dev.cellwright.localcell.events;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Json;
import java.util.Map;
import java.util.Set;

/// EventBridge over HTTP: AWS JSON 1.1. Buses and rules are made by the template only.
record EventsService(PutEvents putEvents) implements AwsService {
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/x-amz-json-1.1");
  private static final String TARGET = "AWSEvents.";

  @Override
  public String name() {
    return "events";
  }

  @Override
  public Set<String> operationNames() {
    return Set.of("PutEvents");
  }

  @Override
  public String operation(AwsRequest request) {
    var asked = String.valueOf(request.header("x-amz-target"));
    var operation = asked.startsWith(TARGET) ? asked.substring(TARGET.length()) : asked;
    if (!operation.equals("PutEvents")) {
      throw AwsError.unknownOperation(name(), operation);
    }
    return operation;
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    var prepared = putEvents.prepare(request.body(), request.header("x-amzn-trace-id"));
    return new AwsOperation(
        prepared.needs(), () -> AwsAnswer.json(200, HEADERS, prepared.action().run()));
  }

  @Override
  public AwsAnswer error(AwsError error) {
    return AwsAnswer.json(
        error.status(),
        HEADERS,
        Json.object().put("__type", error.name()).put("message", error.getMessage()));
  }

  @Override
  public String internalError() {
    return "InternalException";
  }

  @Override
  public int accessDeniedStatus() {
    return 400;
  }
}
