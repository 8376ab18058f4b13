package dev.cellwright.localcell.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.gateway.ErrorBody;
import dev.cellwright.localcell.gateway.Functions;
import dev.cellwright.localcell.gateway.Gateway;
import dev.cellwright.localcell.gateway.HttpFront;
import dev.cellwright.localcell.gateway.RestApi;
import dev.cellwright.localcell.gateway.ServedRequest;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.InProcessHost;
import dev.cellwright.localcell.testing.TestingAssets;
import dev.cellwright.localcell.testing.TestingSocketFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/// A WebSocket API over one [TestingSocketFunction], and the `@connections` API to it.
final class TestingSockets implements AutoCloseable {
  static final String FUNCTION = "arn:aws:lambda:eu-central-1:111122223333:function:sockets:live";
  static final String API_ID = "a1b2c3d4e5";

  private final Path journal;
  private final FunctionLog log;
  private final FunctionHost function;
  private final HttpFront front;
  private final TestingAws aws = TestingAws.usual();
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  final List<ServedRequest> served = new CopyOnWriteArrayList<>();

  TestingSockets(Path directory, SocketLimits limits) throws IOException {
    journal = directory.resolve("journal");
    Files.createFile(journal);
    log = new FunctionLog(directory.resolve("functions.log"), _ -> {});
    var task = directory.resolve("task");
    TestingAssets.function(task, TestingSocketFunction.class);
    function =
        InProcessHost.start(
            new FunctionSettings(
                "sockets",
                FUNCTION,
                "1",
                TestingSocketFunction.class.getName() + "::handleRequest",
                List.of(task, TestingAssets.lambdaInterfaces()),
                Map.of("JOURNAL", journal.toString()),
                Duration.ofSeconds(3),
                512,
                "/aws/lambda/sockets",
                false,
                "arn:aws:iam::111122223333:role/sockets"),
            InstantSource.system(),
            log);
    function.awaitReady();
    front = HttpFront.open(0, InstantSource.system());
    var sockets = new SocketFront(api(), limits, functions(), InstantSource.system(), served::add);
    aws.front().add(sockets.management());
    front.serve(
        new Gateway(List.of(rest()), functions()),
        (incoming, _) -> ErrorBody.reply(404, "no console here", incoming),
        sockets,
        served::add);
  }

  private static SocketApi api() {
    var authorizer =
        new SocketApi.Authorizer(
            "auth01", FUNCTION, List.of(IdentitySource.of("route.request.querystring.token")));
    return new SocketApi(
        "cell/Sockets",
        API_ID,
        "live",
        Map.of("colour", "blue"),
        TestingAws.ACCOUNT,
        TestingAws.REGION,
        RouteSelection.of("$request.body.action"),
        Map.of(
            "$connect", route("$connect", authorizer, false),
            "$disconnect", route("$disconnect", null, false),
            "$default", route("$default", null, true),
            "tasks.move", route("tasks.move", null, true),
            "quiet", route("quiet", null, false)));
  }

  private static SocketApi.Route route(
      String key, SocketApi.@Nullable Authorizer authorizer, boolean answers) {
    return new SocketApi.Route(key, FUNCTION, Duration.ofSeconds(1), authorizer, answers);
  }

  private static RestApi rest() {
    return new RestApi(
        "cell/Rest",
        "r",
        "live",
        Map.of(),
        "0",
        "eu-central-1",
        List.of(),
        json(
            """
            {"openapi": "3.0.1", "info": {"title": "rest", "version": "1"}, "paths": {}}
            """));
  }

  /// Takes a permission away: `live/$connect`, `authorizers/auth01`.
  void forbid(String part) {
    forbidden.add("arn:aws:execute-api:eu-central-1:111122223333:" + API_ID + "/" + part);
  }

  private Functions functions() {
    return new Functions() {
      @Override
      public @Nullable FunctionHost find(String qualifiedArn) {
        return qualifiedArn.equals(FUNCTION) ? function : null;
      }

      @Override
      public boolean mayInvoke(String qualifiedArn, String sourceArn) {
        return !forbidden.contains(sourceArn);
      }
    };
  }

  URI uri() {
    return front.uri();
  }

  /// A connection of somebody who may connect.
  TestingClient connect() {
    return TestingClient.connect(uri(), "?token=anna");
  }

  /// The client of the `@connections` API, with the endpoint that functions are given.
  ApiGatewayManagementApiClient management(String policy) {
    return aws.client(ApiGatewayManagementApiClient.builder(), aws.credentials(policy), "/live");
  }

  ApiGatewayManagementApiClient management() {
    return management(
        """
        {"Statement": {"Effect": "Allow", "Action": "execute-api:ManageConnections",
         "Resource": "arn:aws:execute-api:eu-central-1:111122223333:%s/live/*/@connections/*"}}
        """
            .formatted(API_ID));
  }

  /// The event of this kind that the function gets, waited for.
  JsonNode event(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < until) {
      var found = events().stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no such event came: " + events());
  }

  /// The event of an eventType of a connection.
  JsonNode event(String type, String connectionId) throws IOException, InterruptedException {
    return event(each ->
        context(each, "eventType").equals(type)
            && context(each, "connectionId").equals(connectionId));
  }

  static String context(JsonNode event, String field) {
    return event.path("requestContext").path(field).asText();
  }

  List<JsonNode> events() throws IOException {
    return Files.readAllLines(journal).stream().map(TestingSockets::json).toList();
  }

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
    function.close();
    log.close();
  }
}
