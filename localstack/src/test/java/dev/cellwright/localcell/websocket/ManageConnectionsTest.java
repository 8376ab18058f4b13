package dev.cellwright.localcell.websocket;

import static dev.cellwright.localcell.websocket.TestingSockets.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.iam.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

class ManageConnectionsTest {
  private static TestingSockets sockets;
  private static ApiGatewayManagementApiClient management;

  private TestingClient anna;
  private String id;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    sockets = new TestingSockets(directory, SocketLimits.AWS);
    management = sockets.management();
  }

  @AfterAll
  static void stop() throws IOException {
    sockets.close();
  }

  @BeforeEach
  void connect() {
    anna = sockets.connect();
    id = idOf(anna);
  }

  @Test
  void pushesToAConnection() throws Exception {
    push(management, id, "{\"unread\":\"Änna 🐈\"}");

    assertThat(anna.hear()).isEqualTo("{\"unread\":\"Änna 🐈\"}");
    assertThat(TestingAws.usual().callers().used())
        .contains(
            new Use(
                TestingAws.ROLE,
                "execute-api:ManageConnections",
                "arn:aws:execute-api:eu-central-1:111122223333:%s/live/POST/@connections/%s"
                    .formatted(TestingSockets.API_ID, id)));
  }

  @Test
  void pushesAsMuchAsAMessageHoldsAndNoMore() throws Exception {
    var most = "ß".repeat(64 * 1024);

    push(management, id, most);

    assertThat(anna.hear()).isEqualTo(most);
    assertThatThrownBy(() -> push(management, id, most + "x"))
        .isInstanceOf(PayloadTooLargeException.class);
  }

  @Test
  void tellsOfAConnection() {
    var connection = management.getConnection(request -> request.connectionId(id));

    assertThat(connection.identity().sourceIp()).isEqualTo("127.0.0.1");
    assertThat(connection.identity().userAgent()).startsWith("Java-http-client");
    assertThat(connection.lastActiveAt()).isAfterOrEqualTo(connection.connectedAt());
  }

  @Test
  void endsAConnection() throws Exception {
    management.deleteConnection(request -> request.connectionId(id));

    assertThat(anna.closeStatus()).isEqualTo(1000);
    sockets.event("DISCONNECT", id);
    assertThatThrownBy(() -> push(management, id, "anybody there?"))
        .isInstanceOf(GoneException.class);
  }

  @Test
  void saysThatAConnectionIsGone() throws Exception {
    anna.socket().abort();
    sockets.event("DISCONNECT", id);

    assertThatThrownBy(() -> push(management, id, "anybody there?"))
        .isInstanceOfSatisfying(
            GoneException.class, e -> assertThat(e.statusCode()).isEqualTo(410));
    assertThatThrownBy(() -> management.getConnection(request -> request.connectionId("never=")))
        .isInstanceOf(GoneException.class);
    assertThatThrownBy(() -> management.deleteConnection(request -> request.connectionId(id)))
        .isInstanceOf(GoneException.class);
  }

  @Test
  void refusesARoleThatMayNotPush() {
    var reader =
        sockets.management(
            """
            {"Statement": {"Effect": "Allow", "Action": "execute-api:ManageConnections",
             "Resource": "arn:aws:execute-api:*:*:*/live/GET/@connections/*"}}
            """);

    assertThat(reader.getConnection(request -> request.connectionId(id)).connectedAt()).isNotNull();
    assertThatThrownBy(() -> push(reader, id, "x"))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("execute-api:ManageConnections")
        .hasMessageContaining("/live/POST/@connections/");
    assertThat(anna.heardNothing()).isTrue();
  }

  @Test
  void aFaultMakesTheNextPushGoWrong() throws Exception {
    TestingAws.usual().faults().inject("execute-api", "PostToConnection", Faults.Kind.FAIL, 1);

    assertThatThrownBy(() -> push(management, id, "lost"))
        .isInstanceOfSatisfying(
            ApiGatewayManagementApiException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
    TestingAws.usual().faults().inject("execute-api", null, Faults.Kind.THROTTLE, 1);
    assertThatThrownBy(() -> push(management, id, "lost"))
        .isInstanceOfSatisfying(
            ApiGatewayManagementApiException.class,
            e -> assertThat(e.isThrottlingException()).isTrue());
    TestingAws.usual().faults().inject("execute-api", null, Faults.Kind.HANG, 1);
    assertThatThrownBy(() ->
            management.getConnection(request ->
                request
                    .connectionId(id)
                    .overrideConfiguration(c -> c.apiCallAttemptTimeout(Duration.ofMillis(200)))))
        .hasMessageContaining("timeout");
    push(management, id, "heard");

    assertThat(anna.hear()).isEqualTo("heard");
  }

  private static void push(ApiGatewayManagementApiClient client, String id, String text) {
    client.postToConnection(
        request -> request.connectionId(id).data(SdkBytes.fromUtf8String(text)));
  }

  private static String idOf(TestingClient client) {
    var mark = UUID.randomUUID().toString();
    client.send("{\"action\":\"quiet\",\"mark\":\"" + mark + "\"}");
    try {
      return context(
          sockets.event(each -> each.path("body").asText().contains(mark)), "connectionId");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
