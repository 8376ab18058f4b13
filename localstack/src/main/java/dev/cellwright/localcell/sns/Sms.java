package dev.cellwright.localcell.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A text message.
///
/// @param sender what the phone would show; null for the account's own number
/// @param type `Promotional` or `Transactional`
/// @param outcome `delivered`, or `opted out` when the phone's owner wants none
public record Sms(
    String id,
    Instant at,
    String to,
    @Nullable String sender,
    String type,
    String text,
    String outcome) {

  /// As the console shows it.
  public ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("at", at.toString())
        .put("to", to)
        .put("sender", sender)
        .put("type", type)
        .put("text", text)
        .put("outcome", outcome);
  }
}
