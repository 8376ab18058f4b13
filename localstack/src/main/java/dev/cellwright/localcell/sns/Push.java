package dev.cellwright.localcell.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that was pushed to a device, or published to a topic.
///
/// @param to the ARN of the endpoint or the topic
/// @param token the device's; null for a topic
/// @param payload what the platform would get
public record Push(
    String id,
    Instant at,
    String to,
    @Nullable String token,
    @Nullable String subject,
    String payload,
    Map<String, String> attributes) {

  /// As the console shows it.
  public ObjectNode json() {
    var json = Json.object().put("id", id).put("at", at.toString()).put("to", to);
    json.put("token", token).put("subject", subject).put("payload", payload);
    attributes.forEach(json.putObject("attributes")::put);
    return json;
  }
}
