package dev.cellwright.localcell.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mail that was sent, decoded.
///
/// @param id by which SES knows it
/// @param to everybody it went to, copies included
/// @param text null where it has HTML only
public record SentMail(
    String id,
    Instant at,
    String from,
    List<String> to,
    String subject,
    @Nullable String text,
    @Nullable String html) {

  public SentMail {
    to = List.copyOf(to);
  }

  /// As the console shows it.
  public ObjectNode json() {
    var json = Json.object().put("id", id).put("at", at.toString()).put("from", from);
    to.forEach(json.putArray("to")::add);
    return json.put("subject", subject).put("text", text).put("html", html);
  }
}
