package dev.cellwright.localcell.s3;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A rule by which a browser may call the bucket from pages of other origins.
public record CorsRule(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    @Nullable Integer maxAgeSeconds) {

  boolean allows(String origin, String method) {
    return methods.contains(method) && origins.stream().anyMatch(each -> matches(each, origin));
  }

  boolean allowsHeader(String header) {
    var lower = header.strip().toLowerCase(Locale.ROOT);
    return headers.stream().anyMatch(each -> matches(each.toLowerCase(Locale.ROOT), lower));
  }

  /// At most one star, as S3 takes them.
  private static boolean matches(String pattern, String text) {
    var star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    var head = pattern.substring(0, star);
    var tail = pattern.substring(star + 1);
    return text.length() >= head.length() + tail.length()
        && text.startsWith(head)
        && text.endsWith(tail);
  }
}
