package dev.cellwright.localcell.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a function answered; API Gateway takes a fixed form, and calls anything else
/// malformed.
final class ProxyResponse {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MEMBERS =
      Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

  /// API Gateway sets these itself.
  private static final Set<String> ITS_OWN =
      Set.of("connection", "content-length", "date", "server", "transfer-encoding");

  private ProxyResponse() {}

  /// The reply, or null when the payload is malformed.
  ///
  /// @param wantsBinary whether a base64 body is decoded: the client accepts a binary media type of
  ///   the API
  static @Nullable Reply read(byte[] payload, boolean wantsBinary) {
    JsonNode response;
    try {
      response = JSON.readTree(payload);
    } catch (IOException _) {
      return null;
    }
    if (!isWellFormed(response)) {
      return null;
    }
    var headers = headers(response);
    if (Header.last(headers, "Content-Type") == null) {
      headers.add(new Header("Content-Type", "application/json"));
    }
    var text = response.path("body").asText("");
    var body = text.getBytes(UTF_8);
    if (response.path("isBase64Encoded").asBoolean() && wantsBinary) {
      try {
        body = Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException _) {
        return null;
      }
    }
    return new Reply(Integer.parseInt(response.path("statusCode").asText()), headers, body);
  }

  private static boolean isWellFormed(JsonNode response) {
    if (!response.isObject() || !response.path("statusCode").asText().matches("[2-5][0-9]{2}")) {
      return false;
    }
    for (var member : response.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        return false;
      }
    }
    var body = response.path("body");
    return (body.isMissingNode() || body.isNull() || body.isTextual())
        && isObjectOrAbsent(response.path("headers"))
        && isObjectOrAbsent(response.path("multiValueHeaders"))
        && response.path("multiValueHeaders").valueStream().allMatch(JsonNode::isArray);
  }

  private static boolean isObjectOrAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.isObject();
  }

  private static List<Header> headers(JsonNode response) {
    var headers = new ArrayList<Header>();
    for (var field : response.path("multiValueHeaders").properties()) {
      field.getValue().forEach(value -> add(headers, field.getKey(), value.asText()));
    }
    for (var field : response.path("headers").properties()) {
      if (headers.stream().noneMatch(each -> each.name().equalsIgnoreCase(field.getKey()))) {
        add(headers, field.getKey(), field.getValue().asText());
      }
    }
    return headers;
  }

  private static void add(List<Header> headers, String name, String value) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (ITS_OWN.contains(lower)) {
      return;
    }
    headers.add(
        new Header(
            lower.equals("www-authenticate") ? "x-amzn-Remapped-WWW-Authenticate" : name, value));
  }
}
