package dev.cellwright.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// What CodeDeploy is told of a hook's run: the one operation of its that is used, signed by the
/// SDK's signer. Its client would be larger than this function.
record Report(Environment environment, Aws aws) {
  static final String SUCCEEDED = "Succeeded";
  static final String FAILED = "Failed";

  private static final String OPERATION =
      "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus";

  /// @throws IllegalStateException where CodeDeploy doesn't take it; it then waits, and gives up
  void tell(JsonNode event, boolean passed) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("deploymentId", event.path("DeploymentId").asText())
            .put(
                "lifecycleEventHookExecutionId",
                event.path("LifecycleEventHookExecutionId").asText())
            .put("status", passed ? SUCCEEDED : FAILED)
            .toString();
    var status = send(request(), ContentStreamProvider.fromUtf8String(body));
    if (status != 200) {
      throw new IllegalStateException("CodeDeploy answered " + status);
    }
  }

  private SdkHttpRequest request() {
    var named = environment.find("AWS_ENDPOINT_URL_CODEDEPLOY");
    var region = environment.require("AWS_REGION");
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(URI.create(named == null ? "https://codedeploy." + region + ".amazonaws.com/" : named))
        .putHeader("Content-Type", "application/x-amz-json-1.1")
        .putHeader("X-Amz-Target", OPERATION)
        .build();
  }

  private int send(SdkHttpRequest request, ContentStreamProvider body) {
    var signed =
        AwsV4HttpSigner.create()
            .sign(to ->
                to.identity(aws.credentials().resolveCredentials())
                    .request(request)
                    .payload(body)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "codedeploy")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, environment.require("AWS_REGION")));
    try (var http = UrlConnectionHttpClient.create()) {
      return http.prepareRequest(
              HttpExecuteRequest.builder()
                  .request(signed.request())
                  .contentStreamProvider(signed.payload().orElse(body))
                  .build())
          .call()
          .httpResponse()
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
