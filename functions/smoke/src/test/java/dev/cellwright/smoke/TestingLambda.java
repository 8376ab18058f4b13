package dev.cellwright.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// A Lambda whose functions answer what they are told to, call by call; the last answer stays.
final class TestingLambda implements LambdaClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Answer(String json, @Nullable String error) {}

  private final Map<String, List<Answer>> answers = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();

  /// @param call `GET /api/v1/tasks`, or `{}` for an event that isn't a gateway's
  TestingLambda answers(String call, String json) {
    answers.computeIfAbsent(call, _ -> new ArrayList<>()).add(new Answer(json, null));
    return this;
  }

  TestingLambda answers(String call, int status, String body) {
    return answers(
        call, JSON.createObjectNode().put("statusCode", status).put("body", body).toString());
  }

  TestingLambda fails(String call) {
    answers
        .computeIfAbsent(call, _ -> new ArrayList<>())
        .add(new Answer("{\"errorMessage\": \"out of memory\"}", "Unhandled"));
    return this;
  }

  /// What was called, with who it was called as.
  List<String> calls() {
    return calls;
  }

  @Override
  public InvokeResponse invoke(InvokeRequest request) {
    var event = read(request.payload().asUtf8String());
    var call =
        event.has("httpMethod")
            ? event.path("httpMethod").asText() + " " + event.path("path").asText()
            : event.toString();
    calls.add(
        call
            + (event.at("/multiValueHeaders/Authorization/0").isMissingNode()
                ? ""
                : " as " + event.at("/multiValueHeaders/Authorization/0").asText()));
    var told = answers.get(call);
    if (told == null) {
      throw new AssertionError("nobody told what to answer to " + call);
    }
    var answer = told.size() > 1 ? told.removeFirst() : told.getFirst();
    return InvokeResponse.builder()
        .payload(SdkBytes.fromUtf8String(answer.json()))
        .functionError(answer.error())
        .build();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
