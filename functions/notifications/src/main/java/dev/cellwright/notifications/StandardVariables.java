package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What every template may use besides what its mail is given: `organization`, `recipient`,
/// `settings_link`, and a `link` beside each `url` that is a path of the product's.
final class StandardVariables {
  private static final String SETTINGS = "/settings/notifications";

  private StandardVariables() {}

  /// @param cellUrl where the cell is reached, without a slash at the end; null where it isn't
  ///   known: then there are no links
  static ObjectNode added(
      ObjectNode given,
      @Nullable String organization,
      @Nullable String recipient,
      @Nullable String cellUrl) {
    var all = given.deepCopy();
    if (!all.hasNonNull("organization")) {
      all.put("organization", organization);
    }
    if (!all.hasNonNull("recipient")) {
      all.put("recipient", recipient);
    }
    all.remove("settings_link");
    if (cellUrl != null) {
      all.put("settings_link", cellUrl + SETTINGS);
      link(all, cellUrl);
    }
    return all;
  }

  private static void link(JsonNode node, String cellUrl) {
    if (node instanceof ObjectNode object && !object.has("link")) {
      var url = object.path("url").asText();
      if (url.startsWith("/") && !url.startsWith("//")) {
        object.put("link", cellUrl + url);
      }
    }
    node.forEach(inner -> link(inner, cellUrl));
  }
}
