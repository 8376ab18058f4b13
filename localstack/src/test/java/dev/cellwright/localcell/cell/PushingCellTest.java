package dev.cellwright.localcell.cell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.testing.TestingPushes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;

class PushingCellTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path directory;
  private static LocalCell cell;
  private static Map<String, String> environment;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    cell =
        LocalCell.start(
            LocalCell.Settings.forgetting(TestingPushes.write(temporary, "WEBSOCKET"), "acme-dev"));
    environment = environmentOfTheSender();
  }

  @AfterAll
  static void stop() {
    cell.close();
  }

  @Test
  void givesFunctionsTheAddressOfEachServiceAndForConnectionsWithTheStage() {
    var aws = environment.get("AWS_ENDPOINT_URL_SNS");

    assertThat(environment)
        .containsEntry("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", aws + "/live")
        .hasEntrySatisfying(
            "CALLBACK",
            callback ->
                assertThat(callback)
                    .matches("https://[0-9a-f]{10}.execute-api.us-east-1.amazonaws.com/live"))
        .hasEntrySatisfying("SOCKETS", sockets -> assertThat(sockets).startsWith("wss://"));
  }

  @Test
  void servesTheWebSocketApiOfTheTemplateAndPushesToItsConnections() throws Exception {
    var heard = new CompletableFuture<String>();
    var socket =
        CLIENT
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + cell.uri().getPort() + "/ws?token=anna"),
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onText(
                      WebSocket from, CharSequence data, boolean last) {
                    heard.complete(data.toString());
                    return null;
                  }
                })
            .join();
    var events = Files.readAllLines(directory.resolve("sockets"));
    var id = JSON.readTree(events.getLast()).path("requestContext").path("connectionId").asText();

    management()
        .postToConnection(
            request -> request.connectionId(id).data(SdkBytes.fromUtf8String("pushed")));

    assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("pushed");
    assertThat(events).hasSize(2); // the authorizer and $connect
    socket.abort();
  }

  @Test
  void showsPushesAndTextMessages() throws Exception {
    var sns = client(SnsClient.builder(), "SNS");
    var endpoint =
        sns.createPlatformEndpoint(request ->
                request
                    .platformApplicationArn("arn:aws:sns:us-east-1:000000000000:app/GCM/acme")
                    .token("device-7"))
            .endpointArn();

    sns.publish(request -> request.targetArn(endpoint).message("<b>hello</b>"));
    sns.publish(request -> request.phoneNumber("+436641234567").message("code 7"));

    var push = json(send("/_cell/pushes?to=device-7", HttpRequest.newBuilder())).path(0);
    assertThat(push.path("to").asText()).isEqualTo(endpoint);
    assertThat(push.path("payload").asText()).isEqualTo("<b>hello</b>");
    var sms = json(send("/_cell/sms?to=%2B436641234567", HttpRequest.newBuilder())).path(0);
    assertThat(sms.path("text").asText()).isEqualTo("code 7");
    assertThat(json(send("/_cell/sms?to=%2B43000", HttpRequest.newBuilder()))).isEmpty();
    assertThat(send("/_cell/", HttpRequest.newBuilder()).body())
        .contains("code 7", "&lt;b&gt;hello")
        .doesNotContain("<b>hello");
    assertThat(post("/_cell/pushes/uninstall", "{\"endpoint\":\"" + endpoint + "\"}").statusCode())
        .isEqualTo(200);
    assertThatThrownBy(() -> sns.publish(request -> request.targetArn(endpoint).message("x")))
        .hasMessageContaining("Endpoint is disabled");
    assertThat(
            post("/_cell/sms/opt-out", "{\"phone\":\"+436641234567\",\"optedOut\":true}")
                .statusCode())
        .isEqualTo(200);
    assertThat(
            sns.checkIfPhoneNumberIsOptedOut(request -> request.phoneNumber("+436641234567"))
                .isOptedOut())
        .isTrue();
    assertThat(post("/_cell/sms/opt-out", "{\"phone\":\"7\",\"optedOut\":true}").statusCode())
        .isEqualTo(400);
    assertThat(post("/_cell/pushes/uninstall", "{\"endpoint\":\"never\"}").statusCode())
        .isEqualTo(404);
    assertThat(post("/_cell/pushes", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void letsAPersonBounceAMail() throws Exception {
    var id =
        client(SesV2Client.builder(), "SESV2")
            .sendEmail(request ->
                request
                    .fromEmailAddress("no-reply@acme-dev.example")
                    .configurationSetName("acme-dev")
                    .destination(to -> to.toAddresses("anna@example.com"))
                    .content(content ->
                        content.simple(message ->
                            message
                                .subject(subject -> subject.data("s"))
                                .body(body -> body.text(text -> text.data("t"))))))
            .messageId();

    var bounced = post("/_cell/mail/" + id + "/bounce", "");
    var complained = post("/_cell/mail/" + id + "/complaint", "{\"to\":\"anna@example.com\"}");

    assertThat(json(bounced).at("/outcomes/1/outcome").asText()).isEqualTo("bounced");
    assertThat(json(complained).at("/outcomes/2/outcome").asText()).isEqualTo("complained");
    var told =
        json(
            send(
                "/_cell/pushes?to=arn:aws:sns:us-east-1:000000000000:acme-dev-mail",
                HttpRequest.newBuilder()));
    assertThat(told).hasSize(2);
    assertThat(told.path(1).path("payload").asText()).contains("\"eventType\":\"Bounce\"", id);
    assertThat(
            json(send("/_cell/mail", HttpRequest.newBuilder())).at("/0/configurationSet").asText())
        .isEqualTo("acme-dev");
    assertThat(post("/_cell/mail/never/bounce", "").statusCode()).isEqualTo(404);
    assertThat(post("/_cell/mail/" + id + "/bounce", "{\"to\":\"berta@example.com\"}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void refusesAnHttpApi(@TempDir Path other) {
    var assembly = TestingPushes.write(other, "HTTP");

    assertThatThrownBy(() -> LocalCell.start(LocalCell.Settings.forgetting(assembly, "acme-dev")))
        .isInstanceOf(CellProblem.class)
        .hasMessageContaining("acme-dev-push/Api")
        .hasMessageContaining("HTTP APIs are not known to the local cell");
  }

  private static ApiGatewayManagementApiClient management() {
    return client(ApiGatewayManagementApiClient.builder(), "APIGATEWAYMANAGEMENTAPI");
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service) {
    return builder
        .endpointOverride(URI.create(variable("AWS_ENDPOINT_URL_" + service)))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    variable("AWS_ACCESS_KEY_ID"),
                    variable("AWS_SECRET_ACCESS_KEY"),
                    variable("AWS_SESSION_TOKEN"))))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static String variable(String name) {
    return Objects.requireNonNull(environment.get(name), name);
  }

  private static Map<String, String> environmentOfTheSender() throws Exception {
    var answer =
        post(
            "/_cell/functions/" + TestingPushes.SENDER,
            "{\"queryStringParameters\":{\"do\":\"environment\"}}");
    var text = json(answer).path("body").asText();
    var found = new HashMap<String, String>();
    for (var pair : text.substring(1, text.length() - 1).split(", ", -1)) {
      var equals = pair.indexOf('=');
      found.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return found;
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(
        path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
  }

  private static HttpResponse<String> send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request.uri(cell.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
