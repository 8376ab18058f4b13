package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A caller who traces what they do finds the cell's part of it under their own trace.
class TraceTest {
  private static final String CALLERS = "0af7651916cd43dd8448eb211c80319c";
  private static final String FORM = "00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]";

  private final Person anna = Person.register("anna");

  @Test
  void theAnswerAndWhatTheRequestSetOffGoOnWithTheCallersTrace() {
    var answer =
        anna.client()
            .post("/api/v1/tasks", "{\"title\":\"Traced\"}")
            .header("traceparent", "00-" + CALLERS + "-b7ad6b7169203331-01")
            .expect(201);

    assertThat(answer.header("traceparent")).matches(FORM).startsWith("00-" + CALLERS + "-");
    assertThat(events(answer.correlationId()))
        .isNotEmpty()
        .allSatisfy(event -> {
          assertThat(event.path("traceparent").asText())
              .matches(FORM)
              .startsWith("00-" + CALLERS + "-");
          // X-Ray's own trace, by which AWS shows it.
          assertThat(event.path("trace").asText()).startsWith("Root=1-").doesNotContain(CALLERS);
        });
  }

  @Test
  void whoTracesNothingIsTracedByTheCell() {
    var answer = anna.client().post("/api/v1/tasks", "{\"title\":\"Untraced\"}").expect(201);

    var traceParent = String.valueOf(answer.header("traceparent"));
    assertThat(traceParent).matches(FORM);
    assertThat(events(answer.correlationId()))
        .isNotEmpty()
        .allSatisfy(event ->
            assertThat(event.path("traceparent").asText())
                .startsWith(traceParent.substring(0, 36)));
  }

  /// What a request published, once the relay has carried it.
  private static List<JsonNode> events(String correlationId) {
    return TestedCell.awaited(
        "event of the request " + correlationId,
        () ->
            TestedCell.anybody()
                .get("/_cell/events")
                .expect(200)
                .json()
                .valueStream()
                .map(each -> each.path("event").path("detail"))
                .filter(event -> event.path("correlationid").asText().equals(correlationId))
                .toList(),
        events -> !events.isEmpty());
  }
}
