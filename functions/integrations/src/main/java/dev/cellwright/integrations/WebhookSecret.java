package dev.cellwright.integrations;

import java.security.SecureRandom;
import java.util.Base64;

/// A webhook's secret as Standard Webhooks 1.0 writes it: `whsec_` and base 64 of its bytes.
final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  private WebhookSecret() {}

  static String next() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }
}
