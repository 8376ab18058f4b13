package dev.cellwright.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tries the new versions of one stack, and stops at the first thing that is wrong.
///
/// @param steps what the module wants called as a tenant: `[{"call": "GET /api/v1/tasks", "body",
///   "expect": 200, "keep": {"task": "id"}}]`. What is kept of an answer fills `{task}` in the
///   calls behind it.
record Trial(Versions versions, Tenant tenant, JsonNode steps) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A batch without a message: the version starts, and answers that it left nothing undone.
  private static final String NO_MESSAGES = "{\"Records\": []}";

  /// Somebody without a token opens a connection, and is refused.
  private static final String STRANGER =
      """
      {"requestContext": {"eventType": "CONNECT", "routeKey": "$connect", "connectionId": "smoke",
        "requestId": "smoke", "identity": {"sourceIp": "127.0.0.1"}}}\
      """;

  Findings of(JsonNode targets) {
    var findings = Findings.none();
    for (var version : targets.path("queue")) {
      findings = findings.failed() ? findings : findings.with(queue(version.asText()));
    }
    for (var version : targets.path("socket")) {
      findings = findings.failed() ? findings : findings.with(socket(version.asText()));
    }
    for (var version : targets.path("http")) {
      findings =
          findings.failed() ? findings : http(findings, version.asText(), targets.path("module"));
    }
    return findings;
  }

  private Check queue(String version) {
    return switch (versions.call(version, NO_MESSAGES)) {
      case Versions.Failed(var why) -> new Check("an empty batch", why);
      case Versions.Answered(var answer) when answer.path("batchItemFailures").isArray() ->
          Check.good("an empty batch");
      case Versions.Answered(var answer) -> new Check("an empty batch", "answered " + answer);
    };
  }

  private Check socket(String version) {
    return switch (versions.call(version, STRANGER)) {
      case Versions.Failed(var why) -> new Check("a stranger's connection", why);
      case Versions.Answered(var answer) when answer.path("statusCode").asInt() == 401 ->
          Check.good("a stranger's connection is refused");
      case Versions.Answered(var answer) ->
          new Check("a stranger's connection", "answered " + answer);
    };
  }

  private Findings http(Findings before, String version, JsonNode module) {
    var ready = "GET /health/" + module.asText() + "/ready";
    var findings = before.with(call(version, ready, null, "", 200, new HashMap<>(), null));
    if (findings.failed() || steps.isEmpty()) {
      return findings;
    }
    var token = tenant.signIn();
    findings = findings.with(token.check());
    var kept = new HashMap<String, String>();
    for (var step : steps) {
      if (!findings.failed()) {
        findings =
            findings.with(
                call(
                    version,
                    step.path("call").asText(),
                    token.accessToken(),
                    step.has("body") ? filled(step.path("body").toString(), kept) : "",
                    step.path("expect").asInt(),
                    kept,
                    step.path("keep")));
      }
    }
    return findings;
  }

  private Check call(
      String version,
      String call,
      @Nullable String token,
      String body,
      int expected,
      Map<String, String> kept,
      @Nullable JsonNode keep) {
    var parts = call.split(" ", 2);
    var event = GatewayEvent.of(parts[0], filled(parts[1], kept), token, body);
    return switch (versions.call(version, event)) {
      case Versions.Failed(var why) -> new Check(call, why);
      case Versions.Answered(var answer) when answer.path("statusCode").asInt() == expected -> {
        if (keep != null) {
          keep(answer, keep, kept);
        }
        yield Check.good(call);
      }
      case Versions.Answered(var answer) ->
          new Check(
              call,
              "answered %s, not %d: %s"
                  .formatted(answer.path("statusCode"), expected, answer.path("body").asText()));
    };
  }

  private static void keep(JsonNode answer, JsonNode keep, Map<String, String> kept) {
    try {
      var body = JSON.readTree(answer.path("body").asText());
      keep.properties()
          .forEach(
              each -> kept.put(each.getKey(), body.at("/" + each.getValue().asText()).asText()));
    } catch (IOException e) {
      throw new IllegalStateException("a step keeps something of an answer that is no JSON", e);
    }
  }

  private static String filled(String text, Map<String, String> kept) {
    var filled = text;
    for (var each : kept.entrySet()) {
      filled = filled.replace("{" + each.getKey() + "}", each.getValue());
    }
    return filled;
  }
}
