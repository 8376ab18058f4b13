package dev.cellwright.localcell.events;

import org.jspecify.annotations.Nullable;

/// Where a rule sends what it matches.
///
/// @param arn of a queue or of a function
/// @param groupId the message group in a queue: a text, or a path into the event; null sets none
/// @param deadLetterArn the queue that gets what can't be delivered; null loses it, with a log line
public record EventTarget(
    String arn, @Nullable String groupId, EventForm form, @Nullable String deadLetterArn) {

  public EventTarget {
    if (groupId != null && EventPath.isOne(groupId)) {
      EventPath.of(groupId);
    }
    if (form instanceof EventForm.Part(var path)) {
      EventPath.of(path);
    }
  }

  boolean isFunction() {
    return arn.split(":", -1)[2].equals("lambda");
  }
}
