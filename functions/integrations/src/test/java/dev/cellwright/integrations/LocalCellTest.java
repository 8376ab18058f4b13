package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may let webhooks call this machine.
class LocalCellTest {
  private static final Map<String, String> SAID = Map.of(LocalCell.MAY_CALL_LOOPBACK, "true");

  @Test
  void aHostThatHandsVariablesInMay() {
    assertThat(LocalCell.mayCallLoopback(Environment.handedIn(SAID))).isTrue();
    assertThat(LocalCell.mayCallLoopback(Environment.handedIn(Map.of()))).isFalse();
  }

  @Test
  void aTemplateMayNot() {
    var asOnLambda = new Environment(SAID, false);

    assertThat(LocalCell.mayCallLoopback(asOnLambda)).isFalse();
  }
}
