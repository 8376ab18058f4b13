package dev.cellwright.integrations;

import dev.cellwright.kernel.provider.Callback;
import dev.cellwright.kernel.provider.ProviderVerifier;
import dev.cellwright.kernel.provider.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Callbacks as Stripe signs them: `Stripe-Signature: t=…,v1=…` over time and body. The subject is
/// the object that an event shows.
public final class StripeWebhooks implements ProviderVerifier {

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public Verdict verify(Callback callback, List<String> secrets, Instant now) {
    var header = callback.header("Stripe-Signature");
    if (header == null || header.length() > 2000) {
      return new Verdict.Forged();
    }
    @Nullable String sentAt = null;
    var signatures = new ArrayList<byte[]>();
    for (var part : header.split(",", -1)) {
      var pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals("t")) {
        sentAt = pair[1];
      } else if (pair.length == 2 && pair[0].equals("v1") && pair[1].matches("[0-9a-f]{64}")) {
        signatures.add(HexFormat.of().parseHex(pair[1]));
      }
    }
    var before = sentAt + ".";
    if (!Signature.isNear(sentAt, now)
        || secrets.stream()
            .map(secret ->
                Signature.of(secret.getBytes(StandardCharsets.UTF_8), before, callback.body()))
            .noneMatch(ours -> signatures.stream().anyMatch(each -> Signature.equal(ours, each)))) {
      return new Verdict.Forged();
    }
    return told(callback.body());
  }

  private static Verdict told(byte[] body) {
    var told = Told.read(body);
    var id = told == null ? null : told.text("/id");
    var type = told == null ? null : told.text("/type");
    return told == null || id == null || type == null
        ? new Verdict.Unreadable("the body is no JSON object with an id and a type")
        : new Verdict.Accepted(
            id,
            type,
            told.text("/data/object/id"),
            told.time("/created"),
            null,
            told.text("/account"));
  }
}
