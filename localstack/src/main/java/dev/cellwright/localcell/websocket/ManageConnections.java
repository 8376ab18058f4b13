package dev.cellwright.localcell.websocket;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.gateway.RequestPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `@connections` API: pushes to a connection, tells of it, ends it.
record ManageConnections(SocketApi api, SocketLimits limits, Connections connections)
    implements AwsService {
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
  private static final Map<String, String> OPERATIONS =
      Map.of("POST", "PostToConnection", "GET", "GetConnection", "DELETE", "DeleteConnection");
  private static final int NORMAL = 1000;

  @Override
  public String name() {
    return "execute-api";
  }

  @Override
  public Set<String> operationNames() {
    return Set.copyOf(OPERATIONS.values());
  }

  @Override
  public String operation(AwsRequest request) {
    var operation = OPERATIONS.get(request.method());
    var segments = segments(request);
    if (operation == null || segments.size() != 3 || !segments.get(1).equals("@connections")) {
      throw AwsError.unknownOperation(name(), request.method() + " " + request.path());
    }
    return operation;
  }

  private static List<String> segments(AwsRequest request) {
    try {
      return RequestPath.segments(request.path());
    } catch (RequestPath.Malformed e) {
      throw new AwsError("BadRequestException", 400, "the path is malformed: " + e.getMessage());
    }
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    var segments = segments(request);
    var id = segments.getLast();
    if (!segments.getFirst().equals(api.stage())) {
      throw new AwsError("ForbiddenException", 403, "Forbidden: no stage " + segments.getFirst());
    }
    var need =
        new Need(
            "execute-api:ManageConnections",
            api.stageArn(request.method() + "/@connections/" + id),
            Map.of());
    return new AwsOperation(
        List.of(need),
        () ->
            switch (operation) {
              case "PostToConnection" -> post(id, request.body());
              case "GetConnection" -> get(id);
              default -> delete(id);
            });
  }

  private AwsAnswer post(String id, byte[] data) throws InterruptedException {
    if (data.length > limits.messageBytes()) {
      throw new AwsError(
          "PayloadTooLargeException",
          413,
          "the data has " + data.length + " bytes, more than " + limits.messageBytes());
    }
    if (!find(id).send(text(data))) {
      throw gone();
    }
    return empty(200);
  }

  private static String text(byte[] data) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException _) {
      throw new AwsError(
          "BadRequestException", 400, "the local cell sends text only, and the data is no UTF-8");
    }
  }

  private AwsAnswer get(String id) throws InterruptedException {
    var connection = find(id);
    var peer = connection.peer();
    var body = Json.object();
    body.put("connectedAt", peer.connectedAt().toString());
    body.putObject("identity").put("sourceIp", peer.sourceIp()).put("userAgent", peer.userAgent());
    body.put("lastActiveAt", connection.lastActiveAt().toString());
    return AwsAnswer.json(200, HEADERS, body);
  }

  private AwsAnswer delete(String id) throws InterruptedException {
    find(id).close(NORMAL, "Connection Closed Normally");
    return empty(204);
  }

  private Connection find(String id) throws InterruptedException {
    var connection = connections.find(id);
    if (connection == null || !connection.isOpen()) {
      throw gone();
    }
    return connection;
  }

  private static AwsError gone() {
    return new AwsError("GoneException", 410, "the connection is gone");
  }

  private static AwsAnswer empty(int status) {
    return new AwsAnswer(status, HEADERS, new byte[0]);
  }

  @Override
  public AwsAnswer error(AwsError error) {
    return AwsAnswer.json(
        error.status(),
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", name(error)),
        Json.object().put("message", error.getMessage()));
  }

  /// This API calls a denied call forbidden.
  private static String name(AwsError error) {
    return error.name().equals("AccessDeniedException") ? "ForbiddenException" : error.name();
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
