package dev.cellwright.localcell.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request as API Gateway passes it on: the event of a Lambda proxy integration, payload version
/// 1.
final class ProxyRequest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// These end at the gateway.
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-amzn-trace-id",
          "x-forwarded-for",
          "x-forwarded-port",
          "x-forwarded-proto");

  private final RestApi api;
  private final String resourcePath;
  private final Incoming incoming;
  private final Map<String, String> pathParameters;
  private final Map<String, List<String>> query;
  private final Map<String, List<String>> headers;
  private final ObjectNode context;

  ProxyRequest(
      RestApi api,
      String resourcePath,
      Incoming incoming,
      Map<String, String> pathParameters,
      Map<String, List<String>> query) {
    this.api = api;
    this.resourcePath = resourcePath;
    this.incoming = incoming;
    this.pathParameters = pathParameters;
    this.query = query;
    this.headers = forwarded(incoming);
    this.context = requestContext();
  }

  RestApi api() {
    return api;
  }

  ObjectNode context() {
    return context;
  }

  @Nullable String header(String name) {
    return Header.last(incoming.headers(), name);
  }

  boolean has(Operation.Parameter parameter) {
    var value =
        switch (parameter.place()) {
          case "path" -> pathParameters.get(parameter.name());
          case "query" -> query.getOrDefault(parameter.name(), List.of("")).getLast();
          case "header" -> header(parameter.name());
          default -> "not checked";
        };
    return value != null && !value.isBlank();
  }

  /// The event with this body; null when the body should be text and is not UTF-8.
  byte @Nullable [] event(byte[] body, boolean binary) {
    var event = NODES.objectNode();
    event.put("resource", resourcePath);
    event.put("path", incoming.rawPath());
    event.put("httpMethod", incoming.method());
    event.set("headers", lastValues(headers));
    event.set("multiValueHeaders", allValues(headers));
    event.set("queryStringParameters", query.isEmpty() ? NODES.nullNode() : lastValues(query));
    event.set(
        "multiValueQueryStringParameters", query.isEmpty() ? NODES.nullNode() : allValues(query));
    event.set("pathParameters", textsOrNull(pathParameters));
    event.set("stageVariables", textsOrNull(api.stageVariables()));
    event.set("requestContext", context);
    if (body.length == 0) {
      event.putNull("body");
      event.put("isBase64Encoded", false);
    } else if (binary) {
      event.put("body", Base64.getEncoder().encodeToString(body));
      event.put("isBase64Encoded", true);
    } else {
      try {
        event.put("body", UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
      } catch (CharacterCodingException _) {
        return null;
      }
      event.put("isBase64Encoded", false);
    }
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is always JSON", e);
    }
  }

  private static Map<String, List<String>> forwarded(Incoming incoming) {
    var forwarded = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var header : incoming.headers()) {
      if (!HOP_BY_HOP.contains(header.name().toLowerCase(Locale.ROOT))) {
        forwarded.computeIfAbsent(header.name(), _ -> new ArrayList<>(1)).add(header.value());
      }
    }
    forwarded.put("X-Forwarded-For", List.of(incoming.sourceIp()));
    forwarded.put("X-Forwarded-Port", List.of(String.valueOf(incoming.port())));
    forwarded.put("X-Forwarded-Proto", List.of("http"));
    forwarded.put("X-Amzn-Trace-Id", List.of("Root=" + incoming.traceId()));
    return forwarded;
  }

  private ObjectNode requestContext() {
    var host = header("Host");
    var domain = host == null ? "localhost" : host.replaceFirst(":\\d+$", "");
    var values = NODES.objectNode();
    values.put("resourceId", Integer.toString(resourcePath.hashCode() & 0x7fffffff, 36));
    values.put("resourcePath", resourcePath);
    values.put("httpMethod", incoming.method());
    values.put("extendedRequestId", incoming.requestId().replace("-", "").substring(0, 15) + "=");
    values.put("requestTime", REQUEST_TIME.format(incoming.at()));
    values.put("path", incoming.rawPath());
    values.put("accountId", api.account());
    values.put("protocol", incoming.protocol());
    values.put("stage", api.stage());
    values.put("domainPrefix", domain.replaceFirst("\\..*", ""));
    values.put("requestTimeEpoch", incoming.at().toEpochMilli());
    values.put("requestId", incoming.requestId());
    var identity = values.putObject("identity");
    for (var absent : List.of("accountId", "apiKey", "caller", "user", "userArn")) {
      identity.putNull(absent);
    }
    identity.put("sourceIp", incoming.sourceIp());
    identity.put("userAgent", header("User-Agent"));
    values.put("domainName", domain);
    values.put("apiId", api.id());
    return values;
  }

  private static ObjectNode lastValues(Map<String, List<String>> values) {
    var node = NODES.objectNode();
    values.forEach((name, all) -> node.put(name, all.getLast()));
    return node;
  }

  private static ObjectNode allValues(Map<String, List<String>> values) {
    var node = NODES.objectNode();
    values.forEach((name, all) -> {
      var list = node.putArray(name);
      all.forEach(list::add);
    });
    return node;
  }

  private static JsonNode textsOrNull(Map<String, String> values) {
    if (values.isEmpty()) {
      return NODES.nullNode();
    }
    var node = NODES.objectNode();
    values.forEach(node::put);
    return node;
  }
}
