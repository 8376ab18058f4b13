package dev.cellwright.localcell.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A document's own answers to [GatewayError]s: status, headers and a body template with `$context`
/// variables.
final class GatewayResponses {

  private static final String DEFAULT_TEMPLATE = "{\"message\":$context.error.messageString}";
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:context|stageVariables)(?:\\.[A-Za-z][A-Za-z0-9]*)+|\\$(?:input|util|method)\\.");
  private static final Pattern HEADER_PARAMETER =
      Pattern.compile("gatewayresponse\\.header\\.(.+)");
  private static final Set<String> CONTEXT =
      Set.of(
          "accountId",
          "apiId",
          "domainName",
          "error.message",
          "error.messageString",
          "error.responseType",
          "error.validationErrorString",
          "extendedRequestId",
          "httpMethod",
          "identity.sourceIp",
          "identity.userAgent",
          "path",
          "protocol",
          "requestId",
          "requestTime",
          "requestTimeEpoch",
          "resourcePath",
          "stage");

  private final RestApi api;
  private final JsonNode responses;

  GatewayResponses(RestApi api, JsonNode responses) {
    this.api = api;
    this.responses = responses;
    for (var response : responses.properties()) {
      for (var template : response.getValue().path("responseTemplates").properties()) {
        check(response.getKey(), template.getValue().asText());
      }
    }
  }

  /// Renders an error for a request.
  ///
  /// @param detail replaces the error's own message when there is more to say
  /// @param validationError what `$context.error.validationErrorString` gives
  Reply render(
      GatewayError error,
      ProxyRequest request,
      @Nullable String detail,
      @Nullable String validationError) {
    var own = responses.path(error.name());
    var fallback = responses.path(error.fallback());
    var stated = own.isMissingNode() ? fallback : own;
    var message = detail == null ? error.message() : detail;
    var context =
        new Context(
            request,
            Map.of(
                "error.message",
                message,
                "error.messageString",
                TextNode.valueOf(message).toString(),
                "error.responseType",
                error.name(),
                "error.validationErrorString",
                validationError == null ? "" : validationError));
    var template = template(stated, request.header("Accept"));
    var headers = new ArrayList<Header>();
    headers.add(new Header("Content-Type", template.mediaType()));
    headers.add(new Header("x-amzn-ErrorType", exceptionName(error)));
    for (var parameter : stated.path("responseParameters").properties()) {
      var name = HEADER_PARAMETER.matcher(parameter.getKey());
      var value = context.parameter(parameter.getValue().asText());
      if (name.matches() && value != null) {
        headers.add(new Header(name.group(1), value));
      }
    }
    return new Reply(
        stated.path("statusCode").asInt(error.status()),
        headers,
        context.fill(template.text()).getBytes(UTF_8));
  }

  private record Template(String mediaType, String text) {}

  private static Template template(JsonNode response, @Nullable String accept) {
    var templates = response.path("responseTemplates");
    if (accept != null) {
      for (var wanted : accept.split(",", -1)) {
        var type = wanted.split(";", -1)[0].strip();
        if (templates.has(type)) {
          return new Template(type, templates.path(type).asText());
        }
      }
    }
    return new Template(
        "application/json", templates.path("application/json").asText(DEFAULT_TEMPLATE));
  }

  private static String exceptionName(GatewayError error) {
    return switch (error) {
      case BAD_REQUEST_BODY, BAD_REQUEST_PARAMETERS -> "BadRequestException";
      case MISSING_AUTHENTICATION_TOKEN -> "MissingAuthenticationTokenException";
      case REQUEST_TOO_LARGE -> "RequestTooLargeException";
      case API_CONFIGURATION_ERROR, INTEGRATION_TIMEOUT, MALFORMED_PROXY_RESPONSE ->
          "InternalServerErrorException";
    };
  }

  private void check(String type, String template) {
    var variables = VARIABLE.matcher(template);
    while (variables.find()) {
      var name = variables.group();
      var known =
          name.startsWith("$context.") && CONTEXT.contains(name.substring("$context.".length()));
      if (!known && !name.startsWith("$stageVariables.")) {
        throw new UnusableApi(
            api,
            "gateway response "
                + type
                + " uses "
                + name
                + ", which the local gateway does not know");
      }
    }
  }

  private record Context(ProxyRequest request, Map<String, String> error) {

    String fill(String template) {
      return VARIABLE
          .matcher(template)
          .replaceAll(match -> Matcher.quoteReplacement(value(match.group().substring(1))));
    }

    private String value(String name) {
      if (name.startsWith("stageVariables.")) {
        return request
            .api()
            .stageVariables()
            .getOrDefault(name.substring("stageVariables.".length()), "");
      }
      var path = name.substring("context.".length());
      var ofError = error.get(path);
      return ofError != null
          ? ofError
          : request.context().at("/" + path.replace('.', '/')).asText();
    }

    /// The value of a response parameter, or null when the request has no such thing.
    private @Nullable String parameter(String expression) {
      if (expression.startsWith("'")) {
        return expression.substring(1, expression.length() - 1);
      }
      var parts = List.of(expression.split("\\.", 4));
      if (parts.getFirst().equals("context") || parts.getFirst().equals("stageVariables")) {
        return value(expression);
      }
      return expression.startsWith("method.request.header.")
          ? request.header(parts.getLast())
          : null;
    }
  }
}
