package dev.cellwright.localcell.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cellwright.localcell.aws.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A template whose `<names>` stand for parts of the event. Inside of quotes a part is written as
/// text, outside as JSON.
///
/// @param paths by name, into the event
public record InputTransformer(Map<String, String> paths, String template) {
  private static final Pattern NAME = Pattern.compile("<([A-Za-z0-9_.-]+)>");

  private static final Set<String> RESERVED =
      Set.of(
          "aws.events.rule-arn",
          "aws.events.rule-name",
          "aws.events.event.ingestion-time",
          "aws.events.event",
          "aws.events.event.json");

  public InputTransformer {
    paths = Map.copyOf(paths);
    paths.values().forEach(EventPath::of);
    var known = paths.keySet();
    NAME.matcher(template)
        .results()
        .map(each -> each.group(1))
        .filter(name -> !RESERVED.contains(name) && !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "the InputTemplate names " + name + ", which is no path");
        });
  }

  String apply(String envelope, JsonNode event, EventRule rule) {
    var values = values(envelope, event, rule);
    var text = new StringBuilder();
    var matcher = NAME.matcher(template);
    var from = 0;
    var quoted = false;
    while (matcher.find()) {
      var before = template.substring(from, matcher.start());
      quoted = endsQuoted(before, quoted);
      text.append(before);
      var value = values.getOrDefault(matcher.group(1), TextNode.valueOf(""));
      text.append(quoted ? inQuotes(value) : value.toString());
      from = matcher.end();
    }
    return checked(text.append(template.substring(from)).toString());
  }

  private Map<String, JsonNode> values(String envelope, JsonNode event, EventRule rule) {
    var values = new HashMap<String, JsonNode>();
    paths.forEach((name, path) -> {
      var found = EventPath.of(path).in(event);
      values.put(name, found.isMissingNode() ? TextNode.valueOf("") : found);
    });
    values.put("aws.events.rule-arn", TextNode.valueOf(rule.arn()));
    values.put("aws.events.rule-name", TextNode.valueOf(rule.name()));
    values.put("aws.events.event.ingestion-time", event.path("time"));
    values.put("aws.events.event", event);
    values.put("aws.events.event.json", TextNode.valueOf(envelope));
    return values;
  }

  private static boolean endsQuoted(String text, boolean quoted) {
    var inside = quoted;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && inside) {
        i++;
      } else if (c == '"') {
        inside = !inside;
      }
    }
    return inside;
  }

  private static String inQuotes(JsonNode value) {
    var text =
        TextNode.valueOf(value.isTextual() ? value.textValue() : value.toString()).toString();
    return text.substring(1, text.length() - 1);
  }

  private static String checked(String made) {
    try {
      return Json.MAPPER.readTree(made).isMissingNode() ? "{}" : made;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the InputTemplate makes no JSON of the event", e);
    }
  }
}
