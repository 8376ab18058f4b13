package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.ses.SentMail.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// SES's mailbox simulator: addresses whose mail ends as their names say. A label after a plus is
/// the sender's own.
final class Simulator {
  private static final String DOMAIN = "@simulator.amazonses.com";

  private Simulator() {}

  static boolean isOne(String address) {
    return address.toLowerCase(Locale.ROOT).endsWith(DOMAIN);
  }

  /// How mail to an address ends, in order; null for one that is not the simulator's.
  static @Nullable List<Outcome> outcomes(String address) {
    if (!isOne(address)) {
      return null;
    }
    var local = address.substring(0, address.indexOf('@')).toLowerCase(Locale.ROOT);
    return switch (local.replaceFirst("\\+.*", "")) {
      case "success", "ooto" -> List.of(Outcome.DELIVERED);
      case "bounce" -> List.of(Outcome.BOUNCED);
      case "complaint" -> List.of(Outcome.DELIVERED, Outcome.COMPLAINED);
      case "suppressionlist" -> List.of(Outcome.SUPPRESSED);
      default -> List.of(Outcome.BOUNCED); // no such mailbox
    };
  }
}
