package dev.cellwright.notifications;

import dev.cellwright.kernel.notice.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// In which ways a person is told of something. It is decided here and nowhere else.
///
/// Whoever speaks first decides: the person about this very type; the person about this very thing,
/// where they muted it; the person by a pattern; the thing they watch; the organization; and last
/// the module whose event it is. Among a person's patterns, and among an organization's, the most
/// specific one speaks. What is critical gets through in the app and by mail whatever they say.
final class ChannelResolver {
  private static final Set<Channel> SURE = Set.of(Channel.IN_APP, Channel.EMAIL);

  private ChannelResolver() {}

  /// @param usual how those are told of whom nobody says anything
  static Set<Channel> resolve(
      String type,
      boolean critical,
      List<Preference> own,
      @Nullable Topic topic,
      List<Preference> organization,
      Set<Channel> usual) {
    var ways = EnumSet.noneOf(Channel.class);
    ways.addAll(said(type, own, topic, organization, usual));
    if (critical) {
      ways.addAll(SURE);
    }
    return ways;
  }

  private static Set<Channel> said(
      String type,
      List<Preference> own,
      @Nullable Topic topic,
      List<Preference> organization,
      Set<Channel> usual) {
    var mine = Preference.of(type, own);
    if (mine != null && mine.names(type)) {
      return mine.ways();
    }
    if (topic != null && topic.muted()) {
      return Set.of();
    }
    if (mine != null) {
      return mine.ways();
    }
    if (topic != null && topic.channels() != null) {
      return topic.channels();
    }
    var ours = Preference.of(type, organization);
    return ours == null ? usual : ours.ways();
  }
}
