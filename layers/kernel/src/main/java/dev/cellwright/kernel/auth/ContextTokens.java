package dev.cellwright.kernel.auth;

import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.event.Event;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs the context that tells the database who asks. Only its own function there checks it, so
/// that not even injected SQL can become another tenant.
///
/// Fields, joined by `|`: version, key id, kind, organization, actor, on behalf of, session,
/// correlation id, source address, expiry in seconds by the real clock; then the HMAC-SHA256 in
/// hex.
public final class ContextTokens {
  /// Longer than any request may take.
  private static final Duration LIFE = Duration.ofSeconds(60);

  private static final String VERSION = "1";

  private final Supplier<ContextKey> key;

  public ContextTokens(Supplier<ContextKey> key) {
    this.key = key;
  }

  /// The context of what is running: somebody's request, or what the cell does of itself.
  public String sign(RequestScope scope) {
    return switch (scope.occasion()) {
      case Occasion.Requested request -> sign(scope, request.principal(), request.sourceAddress());
      case Occasion.OverSocket socket ->
          socket.principal() == null
              ? system(scope, null)
              : sign(scope, socket.principal(), socket.sourceAddress());
      case Occasion.Heard heard -> system(scope, onBehalfOf(heard.event()));
      case Occasion.Scheduled _ -> system(scope, null);
    };
  }

  private String sign(RequestScope scope, @Nullable Principal principal, String sourceAddress) {
    return principal == null
        ? sign("anonymous", null, null, null, null, scope.correlationId(), sourceAddress)
        : sign(
            scope.organization() == null ? "person" : "member",
            scope.organization(),
            principal.person(),
            null,
            principal.session(),
            scope.correlationId(),
            sourceAddress);
  }

  private String system(RequestScope scope, @Nullable UUID onBehalfOf) {
    return sign("system", scope.organization(), null, onBehalfOf, null, scope.correlationId(), "");
  }

  /// For whom something is done about an event: who did what it tells of, however far back.
  private static @Nullable UUID onBehalfOf(Event event) {
    return event.actor() != null ? event.actor() : event.onBehalfOf();
  }

  /// A context of nobody's, to try whether the database knows a key that nothing signs with yet.
  public static String trial(ContextKey key) {
    return new ContextTokens(() -> key).sign("anonymous", null, null, null, null, "trial", "");
  }

  private String sign(
      String kind,
      @Nullable UUID organization,
      @Nullable UUID actor,
      @Nullable UUID onBehalfOf,
      @Nullable UUID session,
      String correlationId,
      String sourceAddress) {
    var current = key.get();
    var signed =
        String.join(
            "|",
            VERSION,
            current.id(),
            kind,
            text(organization),
            text(actor),
            text(onBehalfOf),
            text(session),
            correlationId,
            sourceAddress,
            Long.toString(Instant.now().plus(LIFE).getEpochSecond()));
    return signed + "|" + HexFormat.of().formatHex(hmac(current, signed));
  }

  private static byte[] hmac(ContextKey key, String signed) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String text(@Nullable UUID id) {
    return id == null ? "" : id.toString();
  }
}
