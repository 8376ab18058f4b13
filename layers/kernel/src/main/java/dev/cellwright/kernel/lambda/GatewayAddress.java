package dev.cellwright.kernel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/// The URL below which a gateway was asked, from its proxy event.
///
/// API Gateway routes by host, so it hands over no request with a `Host` that isn't its own. It
/// speaks HTTPS only, and shows its stage in the context's path alone.
record GatewayAddress(JsonNode event) {
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}(:[0-9]{1,5})?");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(127\\.0\\.0\\.1|localhost)(:[0-9]+)?");

  /// Without a slash at the end.
  String url() {
    var host = host();
    var scheme = THIS_MACHINE.matcher(host).matches() ? "http" : "https";
    return scheme + "://" + host + stage();
  }

  private String host() {
    return event.path("multiValueHeaders").properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Host"))
        .map(header -> header.getValue().path(0).asText("").toLowerCase(Locale.ROOT))
        .filter(host -> HOST.matcher(host).matches())
        .findFirst()
        .orElseGet(() -> event.path("requestContext").path("domainName").asText("localhost"));
  }

  private String stage() {
    var context = event.path("requestContext");
    var stage = "/" + context.path("stage").asText();
    return context.path("path").asText().startsWith(stage + "/")
            && !event.path("path").asText().startsWith(stage + "/")
        ? stage
        : "";
  }
}
