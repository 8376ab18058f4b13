package dev.cellwright.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final String TARGETS =
      "{\"module\": \"tasks\", \"http\": [\"tasks:2\"], \"signIn\": \"identity:live\"}";
  private static final String STEPS =
      """
      [{"call": "POST /tasks", "body": {"title": "Smoke"}, "expect": 201, "keep": {"task": "id"}},
       {"call": "GET /tasks/{task}", "expect": 200}]
      """;

  private final TestingLambda lambda = new TestingLambda();

  @Test
  void aVersionThatDoesWhatItShouldPasses() throws Exception {
    lambda
        .answers("GET /health/tasks/ready", 200, "{}")
        .answers("POST /api/v1/auth/login", 200, "{\"tokens\": {\"accessToken\": \"t\"}}")
        .answers("POST /tasks", 201, "{\"id\": \"42\"}")
        .answers("GET /tasks/42", 200, "{}");

    var findings = trial(TARGETS);

    assertThat(findings.passed()).isTrue();
    assertThat(lambda.calls())
        .containsExactly(
            "GET /health/tasks/ready",
            "POST /api/v1/auth/login",
            "POST /tasks as Bearer t",
            "GET /tasks/42 as Bearer t");
  }

  @Test
  void theFirstThingThatIsWrongEndsTheTrial() throws Exception {
    lambda
        .answers("GET /health/tasks/ready", 200, "{}")
        .answers("POST /api/v1/auth/login", 200, "{\"tokens\": {\"accessToken\": \"t\"}}")
        .answers("POST /tasks", 500, "{\"error\": {}}");

    var findings = trial(TARGETS);

    assertThat(findings.passed()).isFalse();
    assertThat(findings.checks().getLast())
        .isEqualTo(new Check("POST /tasks", "answered 500, not 201: {\"error\": {}}"));
  }

  @Test
  void aVersionThatIsNotReadyIsAskedNothingElse() throws Exception {
    lambda.answers("GET /health/tasks/ready", 503, "{}");

    assertThat(trial(TARGETS).passed()).isFalse();
    assertThat(lambda.calls()).containsExactly("GET /health/tasks/ready");
  }

  @Test
  void aVersionThatThrowsFails() throws Exception {
    lambda.fails("{\"Records\":[]}");

    var findings = trial("{\"queue\": [\"tasks-behind:2\"]}");

    assertThat(findings.checks())
        .containsExactly(
            new Check(
                "an empty batch", "tasks-behind:2 failed: {\"errorMessage\":\"out of memory\"}"));
  }

  @Test
  void theTenantRegistersWhereItIsNotKnownYet() throws Exception {
    lambda
        .answers("GET /health/tasks/ready", 200, "{}")
        .answers("POST /api/v1/auth/login", 401, "{}")
        .answers("POST /api/v1/auth/register", 201, "{\"tokens\": {\"accessToken\": \"new\"}}")
        .answers("POST /tasks", 201, "{\"id\": \"42\"}")
        .answers("GET /tasks/42", 200, "{}");

    assertThat(trial(TARGETS).passed()).isTrue();
    assertThat(lambda.calls()).contains("POST /tasks as Bearer new");
  }

  @Test
  void whoRegistersWhileAnotherTestDoesLogsInAfterAll() throws Exception {
    lambda
        .answers("GET /health/tasks/ready", 200, "{}")
        .answers("POST /api/v1/auth/login", 401, "{}")
        .answers("POST /api/v1/auth/login", 200, "{\"tokens\": {\"accessToken\": \"t\"}}")
        .answers("POST /api/v1/auth/register", 409, "{}")
        .answers("POST /tasks", 201, "{\"id\": \"42\"}")
        .answers("GET /tasks/42", 200, "{}");

    assertThat(trial(TARGETS).passed()).isTrue();
  }

  @Test
  void nothingTriedIsNothingPassed() throws Exception {
    assertThat(trial("{}").passed()).isFalse();
  }

  private Findings trial(String targets) throws Exception {
    var versions = new Versions(lambda);
    var settings = json(targets);
    var tenant = new Tenant(versions, settings.path("signIn").asText(), () -> "{}");
    return new Trial(versions, tenant, json(STEPS)).of(settings);
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
