package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A database that fails for a moment is not the client's concern.
class FaultsTest {

  @ParameterizedTest
  @CsvSource({"fail,1", "fail,3", "throttle,1", "throttle,3"})
  void aRequestIsAnsweredOnceTheDatabaseIs(String kind, int times) {
    var anna = Person.register("anna");

    TestedCell.failDatabase("tasks", kind, times);
    var made = anna.addTask("Once");
    TestedCell.failDatabase("tasks", kind, times);
    var read = anna.client().get("/api/v1/tasks").expect(200);

    for (var answer : new Answer[] {made, read}) {
      assertThat(TestedCell.callsTo("rds-data", answer.correlationId())).hasSize(times + 1);
    }
    assertThat(read.at("meta/total").asInt()).isEqualTo(1);
    assertThat(read.at("data/0/id").asText()).isEqualTo(made.text("id"));
  }

  @Test
  void loggingInAndRefreshingGoOnToo() {
    var anna = Person.register("anna");

    TestedCell.failDatabase("identity", "fail", 1);
    var session = anna.logIn();
    TestedCell.failDatabase("identity", "throttle", 2);
    TestedCell.anybody()
        .post("/api/v1/auth/refresh", "{\"refreshToken\":\"%s\"}".formatted(session.refreshToken()))
        .expect(200);

    session.client().get("/api/v1/users/me").expect(200);
  }

  @Test
  void aKeyThatDoesNotSignForAMomentIsNoFaultEither() {
    var anna = Person.register("anna");

    TestedCell.anybody()
        .post(
            "/_cell/faults",
            "{\"service\":\"kms\",\"operation\":\"Sign\",\"kind\":\"throttle\",\"times\":1}")
        .expect(200);

    anna.logIn().client().get("/api/v1/users/me").expect(200);
  }
}
