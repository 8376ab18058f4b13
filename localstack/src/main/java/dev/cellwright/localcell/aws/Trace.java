package dev.cellwright.localcell.aws;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The root of a trace: which request a call belongs to, as `X-Amzn-Trace-Id` carries it.
public final class Trace {
  private static final Pattern ROOT = Pattern.compile("(?:^|;)\\s*Root=([^;\\s]+)");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Trace() {}

  /// The root in a trace header; null when it names none.
  public static @Nullable String rootOf(@Nullable String header) {
    if (header == null) {
      return null;
    }
    var matcher = ROOT.matcher(header);
    return matcher.find() ? matcher.group(1) : null;
  }

  /// A root that nobody had before.
  public static String newRoot() {
    var random = new byte[12];
    RANDOM.nextBytes(random);
    return "1-%08x-%s".formatted(Instant.now().getEpochSecond(), HexFormat.of().formatHex(random));
  }

  /// The header that carries a root.
  public static String header(String root) {
    return "Root=" + root;
  }
}
