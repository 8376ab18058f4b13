package dev.cellwright.kernel.http;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The guard of a change: the version that its author has seen (RFC 9110, 13.1.1).
///
/// @param version null for `*`, which any version fulfils
record IfMatch(@Nullable Long version) {
  private static final Pattern STRONG = Pattern.compile("\"([0-9]{1,18})\"");
  private static final IfMatch NEVER = new IfMatch(-1L);

  static @Nullable IfMatch parse(List<String> headers) {
    if (headers.isEmpty()) {
      return null;
    }
    var value = String.join(",", headers).strip();
    if (value.equals("*")) {
      return new IfMatch(null);
    }
    var tag = STRONG.matcher(value);
    return tag.matches() ? new IfMatch(Long.valueOf(tag.group(1))) : NEVER;
  }

  /// The entity tag of a version.
  static String tag(long version) {
    return "\"" + version + "\"";
  }
}
