package dev.cellwright.kernel.observe;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a trace is called outside of X-Ray: the `traceparent` of W3C Trace Context, made from
/// X-Ray's header, whose ids have the same length.
public final class TraceParent {
  private static final Pattern ROOT =
      Pattern.compile("(?:^|;) ?Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)");
  private static final Pattern PARENT = Pattern.compile("(?:^|;) ?Parent=([0-9a-f]{16})(?:;|$)");
  private static final Pattern SAMPLED = Pattern.compile("(?:^|;) ?Sampled=1(?:;|$)");
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  /// @param header X-Ray's, from whoever sent it
  /// @return null for one that is missing or isn't of X-Ray's form. Without a parent in it, the end
  ///   of the trace's own id stands for the parent, which the form can't do without.
  public static @Nullable String of(@Nullable String header) {
    var root = header == null ? null : ROOT.matcher(header);
    if (header == null || root == null || !root.find()) {
      return null;
    }
    var trace = root.group(1) + root.group(2);
    var parent = PARENT.matcher(header);
    return "00-%s-%s-%s"
        .formatted(
            trace,
            parent.find() ? parent.group(1) : trace.substring(16),
            SAMPLED.matcher(header).find() ? "01" : "00");
  }

  /// The trace's id as X-Ray's console takes it; null where the header has none.
  public static @Nullable String traceId(@Nullable String header) {
    var root = header == null ? null : ROOT.matcher(header);
    return root != null && root.find() ? "1-" + root.group(1) + "-" + root.group(2) : null;
  }

  /// What a caller sent as `traceparent`; null for anything else than one.
  static @Nullable String given(@Nullable String header) {
    return header != null && FORM.matcher(header).matches() ? header : null;
  }
}
