package dev.cellwright.integrations;

import dev.cellwright.kernel.provider.Callback;
import dev.cellwright.kernel.provider.ProviderVerifier;
import dev.cellwright.kernel.provider.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Callbacks by Standard Webhooks 1.0: what any cell sends, and many others. The id in the header
/// is the message's; the subject is what CloudEvents calls so.
public final class StandardWebhooks implements ProviderVerifier {
  private static final String PREFIX = "whsec_";

  @Override
  public String name() {
    return "standard-webhooks";
  }

  @Override
  public @Nullable String problem(String secret) {
    return key(secret) == null ? "must have base 64 behind " + PREFIX : null;
  }

  @Override
  public Verdict verify(Callback callback, List<String> secrets, Instant now) {
    var id = callback.header("webhook-id");
    var sentAt = callback.header("webhook-timestamp");
    var signatures = callback.header("webhook-signature");
    if (id == null
        || !id.matches("[!-~]{1,255}")
        || signatures == null
        || !Signature.isNear(sentAt, now)
        || secrets.stream()
            .noneMatch(
                secret -> signed(secret, id + "." + sentAt + ".", callback.body(), signatures))) {
      return new Verdict.Forged();
    }
    var told = Told.read(callback.body());
    var type = told == null ? null : told.text("/type");
    if (told == null || type == null) {
      return new Verdict.Unreadable("the body is no JSON object with a type");
    }
    var time = told.time("/time");
    return new Verdict.Accepted(
        id,
        type,
        told.text("/subject"),
        time != null ? time : told.time("/timestamp"),
        told.number("/sequence"),
        told.text("/organization"));
  }

  private static boolean signed(String secret, String before, byte[] body, String signatures) {
    var key = key(secret);
    if (key == null) {
      return false;
    }
    var ours = Signature.of(key, before, body);
    boolean found = false;
    for (var each : signatures.split(" ", 11)) {
      found |= each.startsWith("v1,") && Signature.equal(ours, decoded(each.substring(3)));
    }
    return found;
  }

  private static byte @Nullable [] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
    var key = decoded(secret.substring(PREFIX.length()));
    return key == null || key.length == 0 ? null : key;
  }

  private static byte @Nullable [] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
