package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.notice.Channel;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody whom an event concerns, and all by which it is decided how they are told.
///
/// @param outside whether they aren't in the organization
/// @param title the words of the notice in their language, as is the body
/// @param preferences under `list`, as are the defaults
record Addressee(
    UUID userId,
    boolean outside,
    String type,
    boolean critical,
    List<String> channels,
    String subjectType,
    @Nullable UUID subjectId,
    String title,
    @Nullable String body,
    @Nullable String url,
    @Nullable String actorName,
    @Nullable String entityTitle,
    String organizationName,
    String timezone,
    @Nullable Integer quietStart,
    @Nullable Integer quietEnd,
    String frequency,
    ObjectNode preferences,
    @Nullable ObjectNode topic,
    ObjectNode defaults) {

  Set<Channel> ways() {
    if (outside) {
      return Set.of(Channel.EMAIL);
    }
    return ChannelResolver.resolve(
        type,
        critical,
        Preference.read(preferences.path("list")),
        watched(),
        Preference.read(defaults.path("list")),
        Set.copyOf(channels.stream().map(Channel::of).toList()));
  }

  ZoneId zone() {
    return zone(timezone);
  }

  @Nullable QuietHours quietHours() {
    return QuietHours.of(quietStart, quietEnd, zone());
  }

  /// A zone that the time zone database gave up is UTC.
  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }

  private @Nullable Topic watched() {
    if (topic == null) {
      return null;
    }
    var list = topic.path("channels");
    return new Topic(
        topic.path("muted").asBoolean(), list.isArray() ? Preference.channels(list) : null);
  }
}
