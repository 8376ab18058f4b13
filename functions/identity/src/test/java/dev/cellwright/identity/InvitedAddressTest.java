package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvitedAddressTest {
  private static final String INVITATIONS = "/api/v1/invitations";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void nobodyIsInvitedWhomNoMailReaches() {
    var anna = cell.register("anna");

    var unreachable = anna.post(INVITATIONS, Map.of("email", "jürgen@example.com"));
    var reachable = anna.post(INVITATIONS, Map.of("email", "juergen@büro.example"));

    assertThat(unreachable.status()).isEqualTo(400);
    assertThat(unreachable.at("error/details/0/field").asText()).isEqualTo("email");
    assertThat(unreachable.at("error/details/0/message").asText()).contains("ASCII before the @");
    assertThat(reachable.status()).as(reachable.text()).isEqualTo(201);
    assertThat(anna.get(INVITATIONS).at("meta/total").asInt()).isOne();
  }
}
