package dev.cellwright.localcell.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.Invocation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Answers requests as API Gateway does: finds the operation, checks, invokes the function, reads
/// its answer.
///
/// All REST APIs of a cell are reached under one address, each at `/`, as they are behind a cell's
/// domain. Throttles are not applied here: a laptop has one caller, and AWS applies them as targets
/// only.
public final class Gateway {

  /// The largest request API Gateway takes.
  public static final int MAX_REQUEST = 10 * 1024 * 1024;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final RouteTable routes = new RouteTable();
  private final Map<String, GatewayResponses> responses = new HashMap<>();
  private final Map<String, Set<String>> binaryMediaTypes = new HashMap<>();
  private final RestApi first;
  private final Functions functions;
  private final LoggedPath logged;

  /// Refuses APIs that API Gateway would not import, and operations that lead to no function.
  public Gateway(List<RestApi> apis, Functions functions) {
    this.functions = functions;
    this.first = apis.getFirst();
    for (var api : apis) {
      var document = new ApiDocument(api);
      responses.put(api.id(), document.gatewayResponses());
      binaryMediaTypes.put(api.id(), document.binaryMediaTypes());
      for (var operation : document.operations()) {
        if (functions.find(operation.function()) == null) {
          throw new UnusableApi(
              api,
              operation.method()
                  + " "
                  + operation.path()
                  + " leads to "
                  + operation.function()
                  + ", which no template makes");
        }
        routes.add(operation);
      }
    }
    logged = new LoggedPath(routes.operations());
  }

  /// A path without what only its caller may know.
  String logged(String rawPath) {
    return logged.of(rawPath);
  }

  /// All routes.
  public List<Operation> operations() {
    return routes.operations();
  }

  /// Answers one request.
  public Reply answer(Incoming incoming, byte[] body) throws InterruptedException {
    RouteTable.@Nullable Match match;
    Map<String, List<String>> query;
    try {
      query = RequestPath.query(incoming.rawQuery());
      match = routes.find(incoming.method(), RequestPath.segments(incoming.rawPath()));
    } catch (RequestPath.Malformed e) {
      return ErrorBody.reply(400, "the address is malformed: " + e.getMessage(), incoming);
    }
    if (match == null) {
      return error(GatewayError.MISSING_AUTHENTICATION_TOKEN, unrouted(incoming, query));
    }
    var request =
        new ProxyRequest(
            match.operation().api(),
            match.operation().path(),
            incoming,
            match.pathParameters(),
            query);
    var refused = check(match.operation(), request, body);
    return refused == null ? invoke(match.operation(), request, incoming, body) : refused;
  }

  /// The answer to a request that is larger than [#MAX_REQUEST].
  public Reply tooLarge(Incoming incoming) {
    return error(GatewayError.REQUEST_TOO_LARGE, unrouted(incoming, Map.of()));
  }

  private ProxyRequest unrouted(Incoming incoming, Map<String, List<String>> query) {
    return new ProxyRequest(first, "", incoming, Map.of(), query);
  }

  private @Nullable Reply check(Operation operation, ProxyRequest request, byte[] body) {
    var missing =
        operation.requiredParameters().stream()
            .filter(parameter -> !request.has(parameter))
            .map(Operation.Parameter::name)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      var message = GatewayError.BAD_REQUEST_PARAMETERS.message() + ": " + missing;
      return error(GatewayError.BAD_REQUEST_PARAMETERS, request, message, null);
    }
    if (body.length == 0) {
      return operation.bodyRequired()
          ? error(GatewayError.BAD_REQUEST_BODY, request, null, "the body is missing")
          : null;
    }
    var schema = operation.bodySchemas().get(mediaType(request.header("Content-Type")));
    if (schema == null) {
      return null;
    }
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException _) {
      return error(GatewayError.BAD_REQUEST_BODY, request, null, "the body is not JSON");
    } catch (IOException e) {
      throw new IllegalStateException("an array of bytes is always readable", e);
    }
    var errors = BodySchema.errors(operation.api().document(), schema, json);
    return errors.isEmpty()
        ? null
        : error(GatewayError.BAD_REQUEST_BODY, request, null, errors.toString());
  }

  private Reply invoke(Operation operation, ProxyRequest request, Incoming incoming, byte[] body)
      throws InterruptedException {
    var function = functions.find(operation.function());
    if (function == null
        || !functions.mayInvoke(operation.function(), sourceArn(operation, incoming.method()))) {
      return error(GatewayError.API_CONFIGURATION_ERROR, request);
    }
    var api = operation.api();
    var event = request.event(body, isBinary(api, mediaType(request.header("Content-Type"))));
    if (event == null) {
      return error(GatewayError.BAD_REQUEST_BODY, request, null, "the body is not UTF-8");
    }
    return switch (invoke(function, operation, event, incoming)) {
      case null -> error(GatewayError.INTEGRATION_TIMEOUT, request);
      case Invocation.Answered(var payload) -> {
        var reply = ProxyResponse.read(payload, isBinary(api, mediaType(request.header("Accept"))));
        yield reply == null ? error(GatewayError.MALFORMED_PROXY_RESPONSE, request) : reply;
      }
      case Invocation.EventTooLarge _ -> error(GatewayError.REQUEST_TOO_LARGE, request);
      case Invocation.Failed _, Invocation.TimedOut _ ->
          error(GatewayError.MALFORMED_PROXY_RESPONSE, request);
    };
  }

  /// How the invocation ended, or null when the gateway stopped waiting; the function goes on, as
  /// on AWS.
  private static @Nullable Invocation invoke(
      FunctionHost function, Operation operation, byte[] event, Incoming incoming)
      throws InterruptedException {
    try {
      return function
          .invoke(event, incoming.requestId(), "Root=" + incoming.traceId())
          .get(operation.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an invocation ends with a value", e);
    }
  }

  private static String sourceArn(Operation operation, String method) {
    var api = operation.api();
    return "arn:aws:execute-api:%s:%s:%s/%s/%s%s"
        .formatted(api.region(), api.account(), api.id(), api.stage(), method, operation.path());
  }

  private boolean isBinary(RestApi api, String mediaType) {
    var binary = binaryMediaTypes.getOrDefault(api.id(), Set.of());
    return binary.contains("*/*")
        || binary.contains(mediaType)
        || binary.contains(mediaType.replaceFirst("/.*", "/*"));
  }

  /// The first media type of a header, without its parameters.
  private static String mediaType(@Nullable String header) {
    return header == null
        ? "application/json"
        : header.split("[;,]", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  private Reply error(GatewayError error, ProxyRequest request) {
    return error(error, request, null, null);
  }

  private Reply error(
      GatewayError error,
      ProxyRequest request,
      @Nullable String detail,
      @Nullable String validationError) {
    var stated = responses.get(request.api().id());
    if (stated == null) {
      throw new IllegalStateException("every API has its responses");
    }
    return stated.render(error, request, detail, validationError);
  }
}
