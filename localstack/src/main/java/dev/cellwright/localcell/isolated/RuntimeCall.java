package dev.cellwright.localcell.isolated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One call of a process to the Runtime API, version 2018-06-01.
record RuntimeCall(RuntimeApi.Client client, String method, String path, byte[] body) {

  /// The largest answer a function may give.
  static final int LARGEST = FunctionHost.MAX_PAYLOAD;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final Pattern END =
      Pattern.compile(RUNTIME + "invocation/([^/]+)/(response|error)");
  private static final Duration CREDENTIALS_LAST = Duration.ofHours(6);

  RuntimeAnswer answer() throws InterruptedException {
    return switch (method + " " + path) {
      case "GET " + RUNTIME + "invocation/next" -> next();
      case "GET " + RUNTIME + "restore/next" -> RuntimeAnswer.event(Map.of(), new byte[0]);
      case "GET " + RuntimeApi.CREDENTIALS -> credentials();
      case "POST " + RUNTIME + "init/error", "POST " + RUNTIME + "restore/error" -> {
        client.host().failedToStart(client.sandbox(), failure());
        yield RuntimeAnswer.accepted();
      }
      default -> {
        var end = END.matcher(path);
        yield method.equals("POST") && end.matches()
            ? end(end.group(1), end.group(2).equals("error"))
            : RuntimeAnswer.unknown();
      }
    };
  }

  private RuntimeAnswer next() throws InterruptedException {
    var settings = client.host().settings();
    var work = client.host().next(client.sandbox());
    if (work == null) {
      return RuntimeAnswer.error(410, "Gone", "the process is to end");
    }
    return RuntimeAnswer.event(
        Map.of(
            "Lambda-Runtime-Aws-Request-Id", work.requestId(),
            "Lambda-Runtime-Trace-Id", work.traceId(),
            "Lambda-Runtime-Invoked-Function-Arn", settings.qualifiedArn(),
            "Lambda-Runtime-Deadline-Ms",
                String.valueOf(Instant.now().plus(settings.timeout()).toEpochMilli())),
        work.event());
  }

  private RuntimeAnswer end(String requestId, boolean failed) {
    var tooLarge = body.length > LARGEST;
    var how =
        failed
            ? failure()
            : tooLarge
                ? new Invocation.Failed(
                    "Function.ResponseSizeTooLarge",
                    "the answer has more than " + LARGEST + " bytes")
                : new Invocation.Answered(body);
    if (!client.host().ended(client.sandbox(), requestId, how)) {
      return RuntimeAnswer.error(400, "InvalidRequestID", "there is no such invocation here");
    }
    return tooLarge
        ? RuntimeAnswer.error(413, "RequestEntityTooLarge", "the answer is too large")
        : RuntimeAnswer.accepted();
  }

  private Invocation.Failed failure() {
    JsonNode error = read();
    return new Invocation.Failed(
        error == null ? "Runtime.Unknown" : error.path("errorType").asText("Runtime.Unknown"),
        error == null ? "" : error.path("errorMessage").asText());
  }

  private @Nullable JsonNode read() {
    try {
      return JSON.readTree(body);
    } catch (IOException _) {
      return null; // an error that can't be read is still one
    }
  }

  private RuntimeAnswer credentials() {
    var variables = client.host().settings().environment();
    return RuntimeAnswer.json(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("AccessKeyId", given(variables, "AWS_ACCESS_KEY_ID"))
            .put("SecretAccessKey", given(variables, "AWS_SECRET_ACCESS_KEY"))
            .put("Token", given(variables, "AWS_SESSION_TOKEN"))
            .put("Expiration", Instant.now().plus(CREDENTIALS_LAST).toString()));
  }

  private static String given(Map<String, String> variables, String name) {
    return Objects.requireNonNull(variables.get(name), name);
  }
}
