package dev.cellwright.kernel.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.kernel.Environment;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class LaterTest {
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void aClientIsMadeWhenItIsUsedAndStays() {
    var client = new Aws(Environment.handedIn(Map.of())).later(made::incrementAndGet);

    assertThat(made).hasValue(0);
    assertThat(client.get()).isEqualTo(1);
    assertThat(client.get()).isEqualTo(1);
  }

  @Test
  void aSnapshotHasTheClientsThatNobodyUsedYet() {
    var aws = new Aws(Environment.handedIn(Map.of()));
    var client = aws.later(made::incrementAndGet);

    aws.beforeCheckpoint(Core.getGlobalContext());

    assertThat(made).hasValue(1);
    assertThat(client.get()).isEqualTo(1);
  }

  @Test
  void whatCouldNotBeMadeIsTriedAgain() {
    var later =
        new Later<>(() -> {
          if (made.incrementAndGet() == 1) {
            throw new IllegalStateException("not yet");
          }
          return "made";
        });

    assertThatThrownBy(later::get).hasMessage("not yet");

    assertThat(later.get()).isEqualTo("made");
  }
}
