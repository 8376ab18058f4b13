package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.gateway.RequestPath;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.Invocation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/// Lambda's `Invoke`, by which a function calls another and waits for its answer. Only the full ARN
/// of a version or an alias is known.
record LambdaCalls(CellFunctions functions) implements AwsService {
  private static final String INVOKE = "Invoke";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  @Override
  public String name() {
    return "lambda";
  }

  @Override
  public Set<String> operationNames() {
    return Set.of(INVOKE);
  }

  @Override
  public String operation(AwsRequest request) {
    var path = segments(request);
    if (!request.method().equals("POST")
        || path.size() != 4
        || !path.get(1).equals("functions")
        || !path.get(3).equals("invocations")) {
      throw AwsError.unknownOperation(name(), request.method() + " " + request.path());
    }
    return INVOKE;
  }

  private static List<String> segments(AwsRequest request) {
    try {
      return RequestPath.segments(request.path());
    } catch (RequestPath.Malformed e) {
      throw new AwsError("InvalidRequestContentException", 400, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    var type = request.header("x-amz-invocation-type");
    if (type != null && !type.equals("RequestResponse")) {
      throw new AwsError(
          "InvalidParameterValueException", 400, "the local cell knows no invocation type " + type);
    }
    var function = segments(request).get(2);
    return new AwsOperation(
        List.of(new Need("lambda:InvokeFunction", function, Map.of())),
        () -> invoke(host(function), request.body()));
  }

  private FunctionHost host(String function) {
    var host = functions.find(function);
    if (host == null) {
      throw new AwsError("ResourceNotFoundException", 404, "Function not found: " + function);
    }
    return host;
  }

  private static AwsAnswer invoke(FunctionHost host, byte[] event) throws InterruptedException {
    host.awaitReady();
    var requestId = UUID.randomUUID().toString();
    try {
      var invocation =
          host.invoke(
                  event, requestId, "Root=1-00000000-" + requestId.replace("-", "").substring(8))
              .get();
      return switch (invocation) {
        case Invocation.Answered(var payload) -> new AwsAnswer(200, JSON, payload);
        case Invocation.Failed(var error, var message) -> failed(error, message);
        case Invocation.TimedOut(var after) ->
            failed("Sandbox.Timedout", "Task timed out after " + after.toSeconds() + " seconds");
        case Invocation.EventTooLarge(var bytes) ->
            throw new AwsError(
                "RequestTooLargeException", 413, bytes + " bytes are more than Lambda takes");
      };
    } catch (ExecutionException e) {
      throw new IllegalStateException("an invocation ends with a value", e);
    }
  }

  private static AwsAnswer failed(String type, String message) {
    return AwsAnswer.json(
        200,
        Map.of("Content-Type", "application/json", "X-Amz-Function-Error", "Unhandled"),
        Json.object().put("errorType", type).put("errorMessage", message));
  }

  @Override
  public AwsAnswer error(AwsError error) {
    return AwsAnswer.json(
        error.status(),
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", error.name()),
        Json.object().put("message", error.getMessage()));
  }

  @Override
  public String internalError() {
    return "ServiceException";
  }

  @Override
  public int accessDeniedStatus() {
    return 403;
  }
}
