package dev.cellwright.integrations;

import dev.cellwright.kernel.provider.Callback;
import dev.cellwright.kernel.provider.ProviderVerifier;
import dev.cellwright.kernel.provider.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Callbacks as GitHub signs them: `X-Hub-Signature-256: sha256=…` over the body alone. No time is
/// signed, so that what is old can't be told from what is new: it is refused for as long as events
/// are kept, because what is signed is taken once.
public final class GitHubWebhooks implements ProviderVerifier {

  @Override
  public String name() {
    return "github";
  }

  @Override
  public Verdict verify(Callback callback, List<String> secrets, Instant now) {
    var header = callback.header("X-Hub-Signature-256");
    if (header == null || !header.matches("sha256=[0-9a-f]{64}")) {
      return new Verdict.Forged();
    }
    var theirs = HexFormat.of().parseHex(header.substring("sha256=".length()));
    if (secrets.stream()
        .map(secret -> Signature.of(secret.getBytes(StandardCharsets.UTF_8), "", callback.body()))
        .noneMatch(ours -> Signature.equal(ours, theirs))) {
      return new Verdict.Forged();
    }
    var told = Told.read(callback.body());
    var type = callback.header("X-GitHub-Event");
    if (told == null || type == null || !type.matches("[a-z_]{1,100}")) {
      return new Verdict.Unreadable("the body is no JSON object, or X-GitHub-Event is missing");
    }
    // The delivery's id stands in a header that isn't signed: whoever caught a callback could send
    // it again
    // under another. So what is the same is told by what is signed.
    var action = told.text("/action");
    return new Verdict.Accepted(
        HexFormat.of().formatHex(theirs),
        action == null ? type : type + "." + action,
        told.text("/repository/full_name"),
        null,
        null,
        told.text("/installation/id"));
  }
}
