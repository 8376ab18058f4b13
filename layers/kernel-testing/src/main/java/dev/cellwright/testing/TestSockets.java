package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.lambda.RunningSockets;
import dev.cellwright.kernel.lambda.SocketProxyEvent;
import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsRequest;
import dev.cellwright.localcell.aws.AwsService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A cell's WebSocket without a network: connections whose events go straight to the module that
/// serves them, and the `@connections` API by which functions send to them.
public final class TestSockets implements AwsService {
  private static final Duration PATIENCE = Duration.ofSeconds(28);
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

  private final CellHost host;
  private final InstantSource clock;
  private final Map<String, TestSocket> open = new ConcurrentHashMap<>();
  private volatile @Nullable AwsService others;
  private @Nullable RunningSockets running;

  TestSockets(CellHost host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  /// A connection of somebody, who shows their token as a subprotocol.
  ///
  /// @throws AssertionError where they are refused
  public TestSocket connect(Person person) {
    return connect("bearer, " + person.accessToken(), Map.of());
  }

  /// A connection that shows what it likes.
  ///
  /// @param protocols the header `Sec-WebSocket-Protocol`
  /// @throws AssertionError where it is refused
  public TestSocket connect(String protocols, Map<String, String> query) {
    var socket = new TestSocket(this, UUID.randomUUID().toString());
    var answer = answer(socket.id(), opening(socket.id(), protocols, query));
    if (answer.path("statusCode").asInt() != 200) {
      throw new AssertionError("refused: " + answer);
    }
    open.put(socket.id(), socket);
    return socket;
  }

  /// What the gateway is answered when somebody tries to connect, who then doesn't.
  public JsonNode opening(String protocols, Map<String, String> query) {
    var id = UUID.randomUUID().toString();
    return answer(id, opening(id, protocols, query));
  }

  private ObjectNode opening(String id, String protocols, Map<String, String> query) {
    var event = event(id, "CONNECT");
    if (!protocols.isEmpty()) {
      event.putObject("multiValueHeaders").putArray("Sec-WebSocket-Protocol").add(protocols);
    }
    var parameters = event.putObject("multiValueQueryStringParameters");
    query.forEach((name, value) -> parameters.putArray(name).add(value));
    return event;
  }

  static ObjectNode event(String connection, String kind) {
    var event = JsonNodeFactory.instance.objectNode();
    event
        .putObject("requestContext")
        .put("connectionId", connection)
        .put("requestId", UUID.randomUUID().toString())
        .put("eventType", kind)
        .putObject("identity")
        .put("sourceIp", "192.0.2.7");
    return event.put("isBase64Encoded", false);
  }

  /// What the module answers to the gateway's event.
  ObjectNode answer(String connection, ObjectNode event) {
    var read = SocketProxyEvent.read(event, Instant.now().plus(PATIENCE));
    return SocketProxyEvent.write(running().api().answer(read));
  }

  private synchronized RunningSockets running() {
    if (running == null) {
      var module =
          host.modules().values().stream()
              .map(CellModule::declaration)
              .filter(each -> each.sockets())
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no module serves the WebSocket"));
      running =
          RunningSockets.start(
              java.util.Objects.requireNonNull(host.modules().get(module.name())),
              Environment.handedIn(host.environmentOf(module.name())),
              clock);
    }
    return running;
  }

  void forget(TestSocket socket) {
    open.remove(socket.id());
  }

  /// Sends for connections that aren't here to another service's.
  public void otherwise(AwsService service) {
    others = service;
  }

  @Override
  public String name() {
    return "execute-api";
  }

  @Override
  public Set<String> operationNames() {
    return Set.of("PostToConnection", "DeleteConnection");
  }

  @Override
  public String operation(AwsRequest request) {
    return switch (request.method()) {
      case "POST" -> "PostToConnection";
      case "DELETE" -> "DeleteConnection";
      default -> throw AwsError.unknownOperation(name(), request.method());
    };
  }

  @Override
  public AwsOperation prepare(String operation, AwsRequest request) {
    var id = request.path().substring(request.path().lastIndexOf('/') + 1);
    var socket = open.get(id);
    var elsewhere = others;
    if (socket == null && elsewhere != null) {
      return elsewhere.prepare(operation, request);
    }
    return new AwsOperation(
        List.of(),
        () -> {
          if (socket == null) {
            throw new AwsError("GoneException", 410, "the connection is gone");
          }
          if (operation.equals("PostToConnection")) {
            socket.receive(new String(request.body(), StandardCharsets.UTF_8));
          } else {
            socket.leave();
          }
          return new AwsAnswer(
              operation.equals("PostToConnection") ? 200 : 204, HEADERS, new byte[0]);
        });
  }

  @Override
  public AwsAnswer error(AwsError error) {
    return AwsAnswer.json(
        error.status(),
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", error.name()),
        JsonNodeFactory.instance.objectNode().put("message", error.getMessage()));
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
