package dev.cellwright.kernel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.http.HttpRequest;
import dev.cellwright.kernel.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// API Gateway's proxy event (payload version 1.0) as a request, and a response as what it takes
/// back.
final class ProxyEvent {
  private ProxyEvent() {}

  /// @param edgeOrigin the host name that only the cell's edge can use, or null
  static HttpRequest read(JsonNode event, Instant deadline, @Nullable String edgeOrigin) {
    var body = event.path("body").asText("");
    return new HttpRequest(
        event.path("httpMethod").asText(),
        new GatewayAddress(event).url(),
        event.path("path").asText(),
        multi(event.path("multiValueHeaders")),
        multi(event.path("multiValueQueryStringParameters")),
        event.path("body").isNull()
            ? new byte[0]
            : event.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8),
        new ClientAddress(event, edgeOrigin).text(),
        event.path("requestContext").path("requestId").asText(""),
        deadline);
  }

  static ObjectNode write(HttpResponse response) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("statusCode", response.status());
    var headers = answer.putObject("multiValueHeaders");
    response
        .headers()
        .forEach((name, values) -> values.forEach(headers.withArray("/" + pointer(name))::add));
    answer.put("body", new String(response.body(), StandardCharsets.UTF_8));
    answer.put("isBase64Encoded", false);
    return answer;
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static Map<String, List<String>> multi(JsonNode values) {
    var map = new HashMap<String, List<String>>();
    values
        .properties()
        .forEach(entry -> {
          var all = new ArrayList<String>();
          entry.getValue().forEach(value -> all.add(value.asText()));
          map.put(entry.getKey(), all);
        });
    return map;
  }
}
