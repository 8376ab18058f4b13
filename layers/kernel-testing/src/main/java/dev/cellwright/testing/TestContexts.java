package dev.cellwright.testing;

import dev.cellwright.kernel.auth.ContextKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Contexts as the kernel signs them, and as it never would: expired, forged, of another key.
///
/// Written apart from the kernel's own signer, so that each checks the other.
public record TestContexts(ContextKey key) {
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final String SOURCE = "192.0.2.7";

  public String anonymous() {
    return signed(fields("anonymous", "", "", "", LIFE));
  }

  public String person(UUID person, UUID session) {
    return signed(fields("person", "", person.toString(), session.toString(), LIFE));
  }

  public String member(UUID organization, UUID person, UUID session) {
    return member(organization, person, session, LIFE);
  }

  /// The context of a module that does what nobody asked for.
  ///
  /// @param organization null for none
  public String system(@Nullable UUID organization) {
    return signed(
        fields("system", organization == null ? "" : organization.toString(), "", "", LIFE));
  }

  /// A member's context that was good until a minute ago.
  public String expired(UUID organization, UUID person, UUID session) {
    return member(organization, person, session, LIFE.negated());
  }

  /// A member's context under the right key's name, signed with another key.
  public String forged(UUID organization, UUID person, UUID session) {
    var guess = new ContextKey(key.id(), new byte[32]);
    return new TestContexts(guess).member(organization, person, session);
  }

  /// Signs whatever stands in the fields.
  public String signed(List<String> fields) {
    var text = String.join("|", fields);
    return text + "|" + HexFormat.of().formatHex(hmac(text));
  }

  private String member(UUID organization, UUID person, UUID session, Duration life) {
    return signed(
        fields("member", organization.toString(), person.toString(), session.toString(), life));
  }

  private List<String> fields(
      String kind, String organization, String actor, String session, Duration life) {
    return Stream.of(
            "1",
            key.id(),
            kind,
            organization,
            actor,
            "",
            session,
            "test-" + UUID.randomUUID(),
            SOURCE,
            Long.toString(Instant.now().plus(life).getEpochSecond()))
        .collect(Collectors.toList());
  }

  private byte[] hmac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
