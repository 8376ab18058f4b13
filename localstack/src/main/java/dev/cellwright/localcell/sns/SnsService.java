package dev.cellwright.localcell.sns;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// SNS over HTTP: the query protocol, a form in and XML out.
record SnsService(Map<String, Operation> operations) implements AwsService {

  /// Reads the request of an operation.
  interface Operation {
    AwsOperation prepare(Form form);
  }

  @Override
  public String name() {
    return "sns";
  }

  @Override
  public Set<String> operationNames() {
    return operations.keySet();
  }

  @Override
  public String operation(AwsRequest request) {
    var action = Form.of(request.body()).action();
    if (!operations.containsKey(action)) {
      throw AwsError.unknownOperation(name(), action);
    }
    return action;
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    return Objects.requireNonNull(operations.get(operation)).prepare(Form.of(request.body()));
  }

  @Override
  public AwsAnswer error(AwsError error) {
    return SnsXml.error(
        error,
        switch (error.name()) {
          case "AccessDeniedException" -> "AuthorizationError";
          case "ThrottlingException" -> "Throttling";
          default -> error.name();
        });
  }

  @Override
  public String internalError() {
    return "InternalError";
  }

  @Override
  public int accessDeniedStatus() {
    return 403;
  }
}
