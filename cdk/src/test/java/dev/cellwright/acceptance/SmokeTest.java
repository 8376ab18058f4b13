package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What CodeDeploy runs before a new version gets traffic, run against the cell as it stands.
class SmokeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "access",
        "audit",
        "integrations",
        "notifications",
        "operations",
        "relay",
        "tasks"
      })
  void everyStackOfTheCellPassesItsOwnTrial(String module) {
    var answer =
        TestedCell.anybody()
            .post("/_cell/functions/" + TestedCell.PRODUCT + "-dev-" + module + "-smoke", "{}")
            .expect(200);

    assertThat(answer.text("status")).as(answer.json().toString()).isEqualTo("Succeeded");
    assertThat(answer.at("checks").valueStream().map(check -> check.path("what").asText()))
        .isNotEmpty();
    assertThat(answer.at("checks").valueStream().map(check -> check.path("wrong")))
        .allMatch(JsonNode::isNull);
  }
}
