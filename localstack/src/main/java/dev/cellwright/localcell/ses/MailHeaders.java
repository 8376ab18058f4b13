package dev.cellwright.localcell.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The headers and tags that a sender adds to a mail.
final class MailHeaders {
  private static final int MOST_HEADERS = 15;
  private static final int MOST_TAGS = 50;
  private static final Pattern HEADER_NAME = Pattern.compile("[!-~&&[^:]]{1,126}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]{1,870}");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.@-]{1,256}");

  /// SES writes these itself.
  private static final Set<String> ITS_OWN =
      Set.of(
          "bcc",
          "cc",
          "content-disposition",
          "content-transfer-encoding",
          "content-type",
          "date",
          "dkim-signature",
          "from",
          "message-id",
          "mime-version",
          "received",
          "reply-to",
          "return-path",
          "sender",
          "subject",
          "to");

  private MailHeaders() {}

  static Map<String, String> headers(Input message) {
    var headers = pairs(message, "Headers", MOST_HEADERS);
    headers.forEach((name, value) -> {
      if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
        throw SendEmail.bad("the header " + name + " has a name or value that mail can't carry");
      }
      if (ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
        throw SendEmail.bad("the header " + name + " is not the sender's to set");
      }
    });
    return headers;
  }

  static Map<String, String> tags(Input input) {
    var tags = pairs(input, "EmailTags", MOST_TAGS);
    tags.forEach((name, value) -> {
      if (!TAG.matcher(name).matches() || !TAG.matcher(value).matches()) {
        throw SendEmail.bad("the tag " + name + " is no tag of a mail");
      }
    });
    return tags;
  }

  private static Map<String, String> pairs(Input input, String name, int most) {
    var list = input.list(name);
    if (list.size() > most) {
      throw SendEmail.bad(name + " has more than " + most + " elements");
    }
    var pairs = new LinkedHashMap<String, String>();
    for (var element : list) {
      if (!(element instanceof ObjectNode object)) {
        throw SendEmail.bad(name + " wants objects");
      }
      var pair = Input.of(object, Set.of("Name", "Value"));
      if (pairs.put(pair.text("Name"), pair.text("Value")) != null) {
        throw SendEmail.bad(name + " has " + pair.text("Name") + " twice");
      }
    }
    return pairs;
  }

  /// Where answers go, as a header.
  static Map<String, String> replyTo(List<String> addresses) {
    return addresses.isEmpty()
        ? Map.of()
        : Map.of(
            "Reply-To",
            String.join(", ", addresses.stream().map(each -> Address.of(each).bare()).toList()));
  }
}
