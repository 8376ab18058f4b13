package dev.cellwright.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import java.util.Map;

/// People who do things that leave a trace.
final class TestingTrail {
  private TestingTrail() {}

  /// Makes a task and answers its id.
  static String task(Person person, String title) {
    var made = person.post("/api/v1/tasks", Map.of("title", title));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.at("id").asText();
  }

  /// Adds somebody to an admin's organization.
  ///
  /// @return the same person, speaking for it
  static Person join(Person admin, Person person, String role) {
    var added =
        admin.post(
            "/api/v1/organizations/" + admin.organization() + "/members",
            Map.of("user_id", person.id(), "role", role));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return person.speakingFor(admin.organization());
  }
}
