package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What API Gateway answers by itself, in the error form of the cell.
///
/// Such an answer can hold context variables and nothing computed, so its timestamp is written as
/// the gateway writes times.
final class GatewayResponses {
  private final ObjectNode all = JsonNodeFactory.instance.objectNode();

  private GatewayResponses() {}

  static ObjectNode all() {
    var responses = new GatewayResponses();
    responses.add("ACCESS_DENIED", 403, "FORBIDDEN", "This is not allowed.");
    responses.add("API_CONFIGURATION_ERROR", 500, "INTERNAL_ERROR", "Something went wrong here.");
    responses.add(
        "AUTHORIZER_CONFIGURATION_ERROR", 500, "INTERNAL_ERROR", "Something went wrong here.");
    responses.add("AUTHORIZER_FAILURE", 500, "INTERNAL_ERROR", "Something went wrong here.");
    responses.add("BAD_REQUEST_BODY", 400, "VALIDATION_ERROR", "The body can't be read.");
    responses.addWithReason("BAD_REQUEST_PARAMETERS", 400, "VALIDATION_ERROR");
    responses.add("DEFAULT_4XX", null, "BAD_REQUEST", "The request can't be served.");
    responses.add("DEFAULT_5XX", null, "INTERNAL_ERROR", "Something went wrong here.");
    responses.add("EXPIRED_TOKEN", 401, "UNAUTHENTICATED", "The token has expired.");
    responses.add("INTEGRATION_FAILURE", 503, "SERVICE_UNAVAILABLE", "Try again in a moment.");
    responses.add("INTEGRATION_TIMEOUT", 504, "GATEWAY_TIMEOUT", "This took too long.");
    responses.add("INVALID_API_KEY", 403, "FORBIDDEN", "This is not allowed.");
    responses.add("INVALID_SIGNATURE", 401, "UNAUTHENTICATED", "Log in to do this.");
    // The gateway's answer to a path or method that isn't there, whatever its name says.
    responses.add("MISSING_AUTHENTICATION_TOKEN", 404, "NOT_FOUND", "There is nothing here.");
    responses.add("QUOTA_EXCEEDED", 429, "RATE_LIMITED", "Too many requests.");
    responses.add(
        "REQUEST_TOO_LARGE",
        413,
        "PAYLOAD_TOO_LARGE",
        "The body is too large: a request has at most 6 MB, with everything around it.");
    responses.add("RESOURCE_NOT_FOUND", 404, "NOT_FOUND", "There is nothing here.");
    responses.add("THROTTLED", 429, "RATE_LIMITED", "Too many requests.");
    responses.retryAfter("THROTTLED", 1);
    responses.add("UNAUTHORIZED", 401, "UNAUTHENTICATED", "Log in to do this.");
    responses.add(
        "UNSUPPORTED_MEDIA_TYPE", 415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
    responses.add("WAF_FILTERED", 403, "FORBIDDEN", "This is not allowed.");
    return responses.all;
  }

  private void add(String type, @Nullable Integer status, String code, String message) {
    put(type, status, code, '"' + message + '"');
  }

  /// The gateway's own words, which it puts into quotes itself: they name the parameter.
  private void addWithReason(String type, int status, String code) {
    put(type, status, code, "$context.error.messageString");
  }

  private void put(String type, @Nullable Integer status, String code, String message) {
    var response = all.putObject(type);
    if (status != null) {
      response.put("statusCode", status);
    }
    response
        .putObject("responseParameters")
        .put("gatewayresponse.header.X-Correlation-Id", "context.requestId")
        .put("gatewayresponse.header.Cache-Control", "'no-store'");
    response
        .putObject("responseTemplates")
        .put(
            "application/json",
            "{\"error\":{\"code\":\"%s\",\"message\":%s,\"correlationId\":\"$context.requestId\",\"timestamp\":\"$context.requestTime\"}}"
                .formatted(code, message));
  }

  private void retryAfter(String type, int seconds) {
    ((ObjectNode) all.path(type).path("responseParameters"))
        .put("gatewayresponse.header.Retry-After", "'" + seconds + "'");
  }
}
