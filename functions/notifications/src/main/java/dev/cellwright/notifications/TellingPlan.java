package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.notice.Channel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who is to be told what, in which way and when. Whether they may hear it is decided where the
/// data is.
final class TellingPlan {
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BODY = 1000;

  private final Happening happening;
  private final Instant now;
  private final Ids ids;
  private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();

  private TellingPlan(Happening happening, Instant now, Ids ids) {
    this.happening = happening;
    this.now = now;
    this.ids = ids;
  }

  static ArrayNode of(Happening happening, List<Addressee> people, Instant now, Ids ids) {
    var plan = new TellingPlan(happening, now, ids);
    people.forEach(plan::add);
    return plan.entries;
  }

  private void add(Addressee person) {
    var values = values(person);
    var title = NoticeText.fill(person.title(), values, LONGEST_TITLE);
    var body = person.body() == null ? null : NoticeText.fill(person.body(), values, LONGEST_BODY);
    person.ways().stream()
        .sorted()
        .forEach(channel -> entries.add(entry(person, channel, title, body)));
  }

  private ObjectNode entry(Addressee person, Channel channel, String title, @Nullable String body) {
    var entry =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", ids.next().toString())
            .put("user_id", person.userId().toString())
            .put("outside", person.outside())
            .put("channel", channel.wire())
            .put("type", person.type())
            .put("title", title)
            .put("body", body)
            .put("critical", person.critical())
            .put("subject_type", person.subjectType())
            .put("subject_id", Objects.toString(person.subjectId(), null));
    entry
        .putObject("data")
        .put("entityType", person.subjectType())
        .put("entityId", Objects.toString(person.subjectId(), null))
        .put("url", person.url());
    entry
        .putObject("variables")
        .put("actor", person.actorName())
        .put("entity_title", person.entityTitle())
        .put("organization", person.organizationName());
    schedule(entry, person, channel);
    return entry;
  }

  /// What is in the app is there at once. What rings a bell waits until the quiet hours are over,
  /// and mail until the person's next digest, unless it is critical.
  private void schedule(ObjectNode entry, Addressee person, Channel channel) {
    var quiet = person.quietHours();
    var undisturbed = person.critical() || quiet == null ? now : quiet.endAfter(now);
    var frequency = Frequency.of(person.frequency());
    switch (channel) {
      case IN_APP, WEBHOOK -> entry.put("status", "sent").put("due_at", now.toString());
      case PUSH, SMS -> entry.put("status", "waiting").put("due_at", undisturbed.toString());
      case EMAIL -> {
        if (person.critical() || frequency == Frequency.INSTANT || person.outside()) {
          entry.put("status", "sent").put("due_at", undisturbed.toString());
        } else {
          var next = frequency.next(now, person.zone());
          entry
              .put("status", "collected")
              .put("due_at", now.toString())
              .put("digest_at", (quiet == null ? next : quiet.endAfter(next)).toString());
        }
      }
    }
  }

  private Map<String, String> values(Addressee person) {
    var values = new HashMap<String, String>();
    for (var member : happening.data().properties()) {
      if (member.getValue().isValueNode() && !member.getValue().isNull()) {
        values.put(member.getKey(), member.getValue().asText());
      }
    }
    values.put("organization", person.organizationName());
    values.put("actor", Objects.requireNonNullElse(person.actorName(), person.organizationName()));
    if (person.entityTitle() != null) {
      values.put("title", person.entityTitle());
    }
    return values;
  }
}
