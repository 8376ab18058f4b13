package dev.cellwright.localcell.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A service that speaks AWS JSON 1.1: the operation in `X-Amz-Target`, members in the body, the
/// error's name in `__type`.
///
/// `target` is what precedes the operation's name in `X-Amz-Target`.
public record JsonService(
    String name, String target, String internalError, Map<String, Known> operations)
    implements AwsService {
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/x-amz-json-1.1");

  /// An operation: the members it knows, and how it is made from them.
  public record Known(Set<String> members, Maker maker) {}

  /// Makes the operation of a request.
  @FunctionalInterface
  public interface Maker {
    Prepared prepare(Input input);
  }

  /// What a request needs and does.
  public record Prepared(List<AwsOperation.Need> needs, Action action) {}

  /// Does the operation and gives the members of its answer.
  @FunctionalInterface
  public interface Action {
    ObjectNode run() throws Exception;
  }

  @Override
  public Set<String> operationNames() {
    return operations.keySet();
  }

  @Override
  public String operation(AwsRequest request) {
    var asked = request.header("x-amz-target");
    var prefix = target + ".";
    if (asked == null || !asked.startsWith(prefix)) {
      throw AwsError.unknownOperation(name, String.valueOf(asked));
    }
    var operation = asked.substring(prefix.length());
    if (!operations.containsKey(operation)) {
      throw AwsError.unknownOperation(name, operation);
    }
    return operation;
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    var known = Objects.requireNonNull(operations.get(operation));
    var prepared = known.maker().prepare(Input.of(request.body(), known.members()));
    return new AwsOperation(
        prepared.needs(), () -> AwsAnswer.json(200, HEADERS, prepared.action().run()));
  }

  @Override
  public AwsAnswer error(AwsError error) {
    var body = Json.object().put("__type", error.name()).put("message", error.getMessage());
    return AwsAnswer.json(error.status(), HEADERS, body);
  }

  @Override
  public int accessDeniedStatus() {
    return 400;
  }
}
