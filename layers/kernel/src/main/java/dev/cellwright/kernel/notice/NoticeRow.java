package dev.cellwright.kernel.notice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.ArrayList;
import java.util.List;

/// A notice as `core.notices` has it.
///
/// @param place among the notices of its module
/// @param rule who is told, and when
/// @param texts what it says in each language
public record NoticeRow(
    String event, String module, int place, String type, ObjectNode rule, ObjectNode texts) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// All of a module's.
  ///
  /// @param classes where the module's locales are found
  /// @throws IllegalStateException for a notice without a text
  public static List<NoticeRow> of(ModuleDeclaration module, ClassLoader classes) {
    var texts = new NoticeTexts(module.name(), classes);
    var rows = new ArrayList<NoticeRow>();
    for (var notice : module.notices()) {
      rows.add(
          new NoticeRow(
              notice.event(),
              module.name(),
              rows.size(),
              notice.type(),
              rule(notice),
              texts.of(notice.type())));
    }
    return rows;
  }

  private static ObjectNode rule(Notice notice) {
    var rule = JSON.objectNode();
    var recipients = rule.putArray("recipients");
    notice.recipients().forEach(recipient -> recipients.add(recipient(recipient)));
    ArrayNode channels = rule.putArray("channels");
    notice.channels().stream().sorted().map(Channel::wire).forEach(channels::add);
    rule.put("critical", notice.critical());
    if (notice.subject() instanceof Notice.Subject(var type, var id)) {
      rule.set("type_path", path(type));
      rule.set("id_path", path(id));
    }
    if (notice.condition() instanceof Notice.Condition(var where, var value)) {
      rule.set("when_path", path(where));
      rule.put("when_value", value);
    }
    return rule.put("url", notice.url());
  }

  private static ObjectNode recipient(Recipient recipient) {
    var json = JSON.objectNode();
    switch (recipient) {
      case Recipient.Named(var where, var outside) ->
          json.put("kind", "named").put("outside", outside).set("path", path(where));
      case Recipient.Related(var relation, var thing) ->
          json.put("kind", "related").put("relation", relation).set("path", path(thing));
      case Recipient.OfOrganization(var relation) ->
          json.put("kind", "organization").put("relation", relation);
      case Recipient.Watchers() -> json.put("kind", "watchers");
      case Recipient.Self() -> json.put("kind", "self");
    }
    return json;
  }

  private static ArrayNode path(String dotted) {
    var path = JSON.arrayNode();
    if (!dotted.isEmpty()) {
      for (var member : dotted.split("\\.", -1)) {
        path.add(member);
      }
    }
    return path;
  }
}
