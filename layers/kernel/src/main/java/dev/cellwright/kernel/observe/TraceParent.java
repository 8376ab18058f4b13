package dev.cellwright.kernel.observe;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a trace is called outside of X-Ray: the `traceparent` of W3C Trace Context, made from
/// X-Ray's header, whose ids have the same length.
///
/// A caller may have begun a trace of their own. X-Ray can't be told, so its header gets a field
/// more, `W3C`, on its way through the cell, and what leaves it as a `traceparent` goes on with the
/// caller's trace. AWS never sees that field.
public final class TraceParent {
  private static final Pattern ROOT =
      Pattern.compile("(?:^|;) ?Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)");
  private static final Pattern PARENT = Pattern.compile("(?:^|;) ?Parent=([0-9a-f]{16})(?:;|$)");
  private static final Pattern SAMPLED = Pattern.compile("(?:^|;) ?Sampled=1(?:;|$)");
  private static final Pattern CALLERS = Pattern.compile(";W3C=([0-9a-f]{32})$");

  /// Neither a version nor an id that the recommendation calls invalid.
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  /// @param trace X-Ray's header, from whoever sent it, perhaps with a caller's trace
  /// @return null for one that is missing or isn't of X-Ray's form. Without a parent in it, the end
  ///   of X-Ray's own id stands for the parent, which the form can't do without.
  public static @Nullable String of(@Nullable String trace) {
    var root = trace == null ? null : ROOT.matcher(trace);
    if (trace == null || root == null || !root.find()) {
      return null;
    }
    var callers = callers(trace);
    var parent = PARENT.matcher(trace);
    return "00-%s-%s-%s"
        .formatted(
            callers == null ? root.group(1) + root.group(2) : callers,
            parent.find() ? parent.group(1) : root.group(2).substring(8),
            SAMPLED.matcher(trace).find() ? "01" : "00");
  }

  /// The trace's id as X-Ray's console takes it; null where the header has none.
  public static @Nullable String traceId(@Nullable String header) {
    var root = header == null ? null : ROOT.matcher(header);
    return root != null && root.find() ? "1-" + root.group(1) + "-" + root.group(2) : null;
  }

  /// An invocation's trace that goes on with the one of a `traceparent`, where that is another.
  ///
  /// @param traceParent from whoever sent it
  public static @Nullable String joined(@Nullable String xray, @Nullable String traceParent) {
    var given = traceParent == null ? null : FORM.matcher(traceParent);
    return given != null && given.matches() ? with(xray, given.group(1)) : xray;
  }

  /// An invocation's trace that goes on with the caller's that caused it, where there is one.
  public static @Nullable String continued(@Nullable String xray, @Nullable String cause) {
    return with(xray, callers(cause));
  }

  /// The trace as X-Ray knows it.
  public static @Nullable String xray(@Nullable String trace) {
    return trace == null ? null : CALLERS.matcher(trace).replaceFirst("");
  }

  /// What a caller sent as `traceparent`; null for anything else than one.
  static @Nullable String given(@Nullable String header) {
    return header != null && FORM.matcher(header).matches() ? header : null;
  }

  private static @Nullable String with(@Nullable String xray, @Nullable String callers) {
    var root = xray == null ? null : ROOT.matcher(xray);
    return xray == null
            || callers == null
            || root == null
            || !root.find()
            || callers.equals(root.group(1) + root.group(2))
        ? xray
        : xray(xray) + ";W3C=" + callers;
  }

  private static @Nullable String callers(@Nullable String trace) {
    var callers = trace == null ? null : CALLERS.matcher(trace);
    return callers != null && callers.find() ? callers.group(1) : null;
  }
}
