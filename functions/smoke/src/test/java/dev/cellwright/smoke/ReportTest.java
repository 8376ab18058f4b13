package dev.cellwright.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final String EVENT =
      "{\"DeploymentId\": \"d-1\", \"LifecycleEventHookExecutionId\": \"e-1\"}";

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final HttpServer codeDeploy =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private int status = 200;

  ReportTest() throws IOException {
    codeDeploy.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          told.add(
              headers.getFirst("X-Amz-Target")
                  + " "
                  + headers.getFirst("Authorization").replaceAll(".*Credential=([^,]*),.*", "$1")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    codeDeploy.start();
  }

  @AfterEach
  void stop() {
    codeDeploy.stop(0);
  }

  @Test
  void aTrialThatPassedIsToldSigned() throws Exception {
    report().tell(new ObjectMapper().readTree(EVENT), true);

    assertThat(told.take())
        .matches(
            "CodeDeploy_20141006\\.PutLifecycleEventHookExecutionStatus"
                + " AKID/[0-9]{8}/eu-central-1/codedeploy/aws4_request"
                + " \\{\"deploymentId\":\"d-1\",\"lifecycleEventHookExecutionId\":\"e-1\","
                + "\"status\":\"Succeeded\"}");
  }

  @Test
  void aTrialThatFailedIsToldToo() throws Exception {
    report().tell(new ObjectMapper().readTree(EVENT), false);

    assertThat(told.take()).endsWith("\"status\":\"Failed\"}");
  }

  @Test
  void whatCodeDeployDoesNotTakeIsAnError() {
    status = 400;

    assertThatThrownBy(() -> report().tell(new ObjectMapper().readTree(EVENT), true))
        .hasMessage("CodeDeploy answered 400");
  }

  private Report report() {
    var environment =
        Environment.handedIn(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKID",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", "token",
                "AWS_ENDPOINT_URL_CODEDEPLOY",
                    "http://127.0.0.1:" + codeDeploy.getAddress().getPort() + "/"));
    return new Report(environment, new Aws(environment));
  }
}
