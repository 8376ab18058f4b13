package dev.cellwright.kernel.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.auth.Remembered;
import dev.cellwright.kernel.event.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A walk through a list goes on while the context key is rotated.
class CursorSealTest {
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static final Principal ANNA =
      new Principal(UUID.randomUUID(), UUID.randomUUID(), ORGANIZATION);

  private final AtomicInteger fetched = new AtomicInteger();
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private ContextKey current = key("first", null);

  @Test
  void aCursorOpensUnderTheNextKeyAndNotUnderTheOneAfterThat() {
    var sealed = sealed();

    current = key("second", current);
    assertThat(as(ANNA, () -> sandbox().open(sealed))).isEqualTo("the place");

    current = key("third", key("second", null));
    assertThat(as(ANNA, () -> sandbox().open(sealed))).isNull();
  }

  @Test
  void aSandboxThatHasNotNoticedFetchesTheKeyThatAnotherSealedWith() {
    var slow = sandbox();
    assertThat(as(ANNA, () -> slow.seal("fetches the first key"))).startsWith("first.");
    current = key("second", current);
    var sealed = sealed();
    now = now.plusSeconds(31);

    assertThat(as(ANNA, () -> slow.open(sealed))).isEqualTo("the place");
  }

  @Test
  void cursorsWithKeysThatNobodyHasMakeFewCalls() {
    var seal = sandbox();

    for (var i = 0; i < 100; i++) {
      assertThat(as(ANNA, () -> seal.open("nobodys.AAAA"))).isNull();
    }

    assertThat(fetched).hasValue(1);
  }

  @Test
  void whatIsNoCursorOrAnothersOpensNothing() {
    var sealed = sealed();
    var stranger = new Principal(UUID.randomUUID(), UUID.randomUUID(), ORGANIZATION);

    assertThat(as(stranger, () -> sandbox().open(sealed))).isNull();
    for (var broken :
        new String[] {
          "", ".", "first", "first.", "first.!", "first.AAAA", sealed + "A", "." + sealed
        }) {
      assertThat(as(ANNA, () -> sandbox().open(broken))).as(broken).isNull();
    }
  }

  private String sealed() {
    return String.valueOf(as(ANNA, () -> sandbox().seal("the place")));
  }

  private CursorSeal sandbox() {
    return new CursorSeal(
        new Remembered<>(
            Duration.ofMinutes(5),
            () -> now,
            () -> {
              fetched.incrementAndGet();
              return current;
            }));
  }

  private static ContextKey key(String id, @Nullable ContextKey before) {
    return new ContextKey(id, id.repeat(10).getBytes(UTF_8), before);
  }

  private static @Nullable String as(Principal principal, Supplier<@Nullable String> work) {
    return new RequestScope(
            "correlation",
            ORGANIZATION,
            Instant.MAX,
            new Occasion.OverSocket(principal, null, "", new Attempt()))
        .call(() -> Optional.ofNullable(work.get()))
        .orElse(null);
  }
}
