package dev.cellwright.localcell.s3;

import java.util.List;

/// Whom a bucket tells of what happens to its objects.
///
/// @param events as a template writes them: `s3:ObjectCreated:*`
public record Notification(
    ObjectEvents.Destination destination, List<String> events, String prefix, String suffix) {

  boolean isFor(ObjectEvent event) {
    return event.key().startsWith(prefix)
        && event.key().endsWith(suffix)
        && events.stream().anyMatch(each -> matches(each, "s3:" + event.name()));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(name);
  }
}
