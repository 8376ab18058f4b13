package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.Header;
import dev.cellwright.localcell.gateway.Incoming;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps web pages that a browser on this machine shows from using the console.
///
/// The console asks for no token, so who reaches it may do everything. Listening on 127.0.0.1 keeps
/// other machines out, but not the pages of others in a browser here: one whose name begins to mean
/// 127.0.0.1 could read (DNS rebinding), and any page could send.
final class OwnBrowser {

  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]{1,5})?");

  /// Methods that change nothing.
  private static final List<String> READS = List.of("GET", "HEAD", "OPTIONS");

  private OwnBrowser() {}

  /// Why a request is refused, or null.
  static @Nullable String refusal(Incoming incoming) {
    var host = Header.last(incoming.headers(), "Host");
    if (host == null || !LOOPBACK.matcher(host).matches()) {
      return "this page of the cell is at 127.0.0.1 and localhost only";
    }
    if (READS.contains(incoming.method())) {
      return null;
    }
    var origin = Header.last(incoming.headers(), "Origin");
    var site = Header.last(incoming.headers(), "Sec-Fetch-Site");
    var own = origin == null || origin.equals("http://" + host);
    var sameSite = site == null || site.equals("same-origin") || site.equals("none");
    return own && sameSite ? null : "a page of another origin may not change the cell";
  }
}
