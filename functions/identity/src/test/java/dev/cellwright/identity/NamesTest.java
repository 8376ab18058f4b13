package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A name is one line: it stands in mails, lists and titles.
class NamesTest {
  private final TestCell cell = TestCell.with("identity");

  @ParameterizedTest
  @ValueSource(
      strings = {"Paws\nClaws", "Pa\rws", "Pa\tws", "Paws\u001b[31m", "Pa\u0085ws", "Paws\u2028x"})
  void aNameOfSeveralLinesIsRefused(String name) {
    var anna = cell.register("anna");
    var organization = "/api/v1/organizations/" + anna.organization();
    var team = TestingPeople.team(anna, "Cats", "public");

    for (var refused :
        new Answer[] {
          anna.post("/api/v1/organizations", Map.of("name", name)),
          anna.patch(organization, Map.of("name", name)),
          anna.post("/api/v1/teams", Map.of("name", name)),
          anna.patch(team, Map.of("name", name)),
          anna.patch("/api/v1/users/me", Map.of("first_name", name)),
          anna.patch("/api/v1/users/me", Map.of("last_name", name))
        }) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.at("error/details/0/field").asText()).endsWith("name");
      assertThat(refused.at("error/details/0/message").asText()).contains("one line");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Änne & Søn", "猫と犬", "Zoë 🐈 d'Arc", "شركة"})
  void everyScriptIsAName(String name) {
    var anna = cell.register("anna");

    assertThat(anna.post("/api/v1/teams", Map.of("name", name)).at("name").asText())
        .isEqualTo(name);
  }
}
