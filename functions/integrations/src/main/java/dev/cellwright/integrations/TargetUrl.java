package dev.cellwright.integrations;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What URL a webhook may have: `https` to a host of the public internet.
///
/// An address is checked here where the URL holds one, and in [PinnedNames] where a name leads to
/// it, at each call anew.
final class TargetUrl {
  /// What a URL is written in (RFC 3986); a `\` or a control character is read differently by
  /// different readers.
  private static final Pattern WRITTEN = Pattern.compile("[!-~&&[^\\\\\"<>^`{|}]]{1,1000}");

  private static final Pattern NAME =
      Pattern.compile(
          "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /// Names that are nobody's on the internet.
  private static final Pattern INSIDE =
      Pattern.compile("(^|\\.)(localhost|local|internal|localdomain|home\\.arpa|onion)$");

  private final boolean loopback;

  /// @param loopback whether `http` and this machine are allowed too; only in a local cell
  TargetUrl(boolean loopback) {
    this.loopback = loopback;
  }

  /// What is wrong with a URL, or null.
  @Nullable String problem(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      return "must be a URL of visible ASCII characters, 1000 at most";
    }
    URI url;
    try {
      url = new URI(text).parseServerAuthority();
    } catch (URISyntaxException _) {
      return "must be a URL";
    }
    var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(loopback && scheme.equals("http"))) {
      return "must begin with https://";
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return "must have a host, and neither user, password nor fragment";
    }
    if (url.getPort() != -1
        && url.getPort() != 443
        && (url.getPort() < 1024 || url.getPort() > 65535)) {
      return "must have port 443, or one from 1024 to 65535";
    }
    return hostProblem(url.getHost().toLowerCase(Locale.ROOT));
  }

  private @Nullable String hostProblem(String host) {
    var literal = literal(host);
    if (literal != null) {
      return PublicAddress.isPublic(literal) || (loopback && literal.isLoopbackAddress())
          ? null
          : "must lead to a public address";
    }
    if (loopback && host.equals("localhost")) {
      return null;
    }
    if (!NAME.matcher(host).matches() || INSIDE.matcher(host).find() || host.length() > 253) {
      return "must have the name of a host on the internet";
    }
    return null;
  }

  /// An address in its usual spelling; any other spelling of one is no name either.
  private static @Nullable InetAddress literal(String host) {
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var isLiteral = host.startsWith("[") ? !bare.contains("%") : DOTTED.matcher(host).matches();
    if (!isLiteral) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(bare);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
