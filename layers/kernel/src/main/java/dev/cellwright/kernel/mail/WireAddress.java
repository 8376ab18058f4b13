package dev.cellwright.kernel.mail;

import java.net.IDN;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address as SES takes it: one, without a name beside it, in ASCII. SES knows no SMTPUTF8, so a
/// host name is put in Punycode, and what precedes the `@` can't be helped.
record WireAddress(String text) {
  private static final Pattern LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST = 254;

  /// The address, or null where SES could not send to it.
  static @Nullable WireAddress of(String written) {
    var at = written.lastIndexOf('@');
    if (at < 1 || at > LONGEST_LOCAL || !LOCAL.matcher(written.substring(0, at)).matches()) {
      return null;
    }
    var host = host(written.substring(at + 1));
    var address = written.substring(0, at + 1) + host;
    return host == null || address.length() > LONGEST ? null : new WireAddress(address);
  }

  private static @Nullable String host(String written) {
    try {
      var host = IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES);
      return host.indexOf('.') > 0 && !host.endsWith(".") ? host : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
