package dev.cellwright.smoke;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request as API Gateway hands it to a function (payload version 1.0).
final class GatewayEvent {
  private GatewayEvent() {}

  static String of(String method, String path, @Nullable String token, String body) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("resource", path);
    event.put("path", path);
    event.put("httpMethod", method);
    var headers = event.putObject("multiValueHeaders");
    header(headers, "Content-Type", "application/json");
    header(headers, "User-Agent", "smoke");
    if (token != null) {
      header(headers, "Authorization", "Bearer " + token);
    }
    event.putNull("multiValueQueryStringParameters");
    if (body.isEmpty()) {
      event.putNull("body");
    } else {
      event.put("body", body);
    }
    event.put("isBase64Encoded", false);
    var context = event.putObject("requestContext");
    context.put("requestId", "smoke-" + UUID.randomUUID());
    context.put("path", path);
    context.put("stage", "smoke");
    context.put("domainName", "smoke.invalid");
    context.putObject("identity").put("sourceIp", "127.0.0.1");
    return event.toString();
  }

  private static void header(ObjectNode headers, String name, String value) {
    headers.putArray(name).add(value);
  }
}
