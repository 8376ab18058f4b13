package dev.cellwright.localcell.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mail that was sent, decoded.
///
/// @param id by which SES knows it
/// @param to everybody it went to, copies included
/// @param text null where it has HTML only
/// @param configurationSet through which its events go; null where nobody hears of them
/// @param headers those the sender added
/// @param fates what became of it, recipient by recipient, in their order
public record SentMail(
    String id,
    Instant at,
    String from,
    List<String> to,
    String subject,
    @Nullable String text,
    @Nullable String html,
    @Nullable String configurationSet,
    Map<String, String> headers,
    Map<String, String> tags,
    List<Fate> fates) {

  public SentMail {
    to = List.copyOf(to);
    headers = Map.copyOf(headers);
    tags = Map.copyOf(tags);
    fates = List.copyOf(fates);
  }

  /// What became of a mail for one of its recipients.
  public record Fate(String recipient, Outcome outcome, Instant at) {}

  /// How a mail can end. A complaint follows a delivery.
  public enum Outcome {
    DELIVERED,
    BOUNCED,
    COMPLAINED,
    /// The address bounced or complained before, so SES does not even try.
    SUPPRESSED
  }

  SentMail with(List<Fate> known) {
    return new SentMail(
        id, at, from, to, subject, text, html, configurationSet, headers, tags, known);
  }

  /// As the console shows it.
  public ObjectNode json() {
    var json = Json.object().put("id", id).put("at", at.toString()).put("from", from);
    to.forEach(json.putArray("to")::add);
    json.put("subject", subject).put("text", text).put("html", html);
    json.put("configurationSet", configurationSet);
    headers.forEach(json.putObject("headers")::put);
    tags.forEach(json.putObject("tags")::put);
    var outcomes = json.putArray("outcomes");
    fates.forEach(each ->
        outcomes
            .addObject()
            .put("to", each.recipient())
            .put("outcome", each.outcome().name().toLowerCase(Locale.ROOT))
            .put("at", each.at().toString()));
    return json;
  }
}
