package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsError;
import java.util.Locale;
import java.util.regex.Pattern;

/// A mail address as SES takes it: `anna@example.com` or `Anna <anna@example.com>`, in ASCII.
record Address(String name, String local, String domain) {
  private static final int LONGEST = 320;
  private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]+)>");
  private static final Pattern LOCAL = Pattern.compile("[!-~&&[^@<>()\\[\\],;:\\\\\"]]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z0-9-]+");

  /// Throws what SES answers for a text that is none.
  static Address of(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw bad("Local address contains control, whitespace or non-ASCII characters");
    }
    var named = NAMED.matcher(text);
    var name = named.matches() ? named.group(1).strip() : "";
    var bare = named.matches() ? named.group(2) : text;
    var at = bare.lastIndexOf('@');
    if (at < 0) {
      throw bad("Missing final '@domain'");
    }
    var address = new Address(name, bare.substring(0, at), bare.substring(at + 1));
    if (text.length() > LONGEST || !LOCAL.matcher(address.local).matches()) {
      throw bad("Local address is too long or contains an illegal character");
    }
    if (!DOMAIN.matcher(address.domain).matches()) {
      throw bad("Domain contains illegal character or is none");
    }
    return address;
  }

  /// Without the name.
  String bare() {
    return local + "@" + domain;
  }

  /// The identity by which a whole domain is verified.
  String domainIdentity() {
    return domain.toLowerCase(Locale.ROOT);
  }

  private static AwsError bad(String message) {
    return new AwsError("BadRequestException", 400, message);
  }
}
