package dev.cellwright.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Published versions, called directly: past the gateway and whatever else stands in front.
record Versions(LambdaClient client) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// How a call ended.
  sealed interface Outcome {}

  record Answered(JsonNode answer) implements Outcome {}

  /// The function threw, or Lambda didn't call it.
  record Failed(String why) implements Outcome {}

  Outcome call(String version, String event) {
    try {
      var response =
          client.invoke(
              request -> request.functionName(version).payload(SdkBytes.fromUtf8String(event)));
      var answer = JSON.readTree(response.payload().asByteArray());
      return response.functionError() == null
          ? new Answered(answer)
          : new Failed(version + " failed: " + answer);
    } catch (SdkException e) {
      return new Failed(version + " can't be called: " + e.getMessage());
    } catch (IOException e) {
      return new Failed(version + " answered no JSON");
    }
  }
}
