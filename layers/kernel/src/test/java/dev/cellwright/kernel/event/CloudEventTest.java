package dev.cellwright.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CloudEventTest {
  private static final String TRACE =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  @Test
  void anEventNamesTheTraceOfTheRequestThatCausedItInBothForms() {
    var envelope = CloudEvent.of("acme-dev", told().put("trace", TRACE));

    assertThat(envelope.path("trace").asText()).isEqualTo(TRACE);
    assertThat(envelope.path("traceparent").asText())
        .isEqualTo("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
    assertThat(CloudEvent.read(envelope).trace()).isEqualTo(TRACE);
  }

  @Test
  void anEventGoesOnWithTheCallersTraceAndItsTakersToo() {
    var callers = "0af7651916cd43dd8448eb211c80319c";
    var told = told().put("trace", TRACE + ";W3C=" + callers);

    var envelope = CloudEvent.of("acme-dev", told);

    assertThat(envelope.path("trace").asText()).isEqualTo(TRACE);
    assertThat(envelope.path("traceparent").asText())
        .isEqualTo("00-" + callers + "-53995c3f42cd8ad8-01");
    assertThat(CloudEvent.read(envelope).trace()).isEqualTo(TRACE + ";W3C=" + callers);
  }

  @Test
  void anEventWithoutATraceNamesNone() {
    assertThat(CloudEvent.of("acme-dev", told()).has("traceparent")).isFalse();
    assertThat(CloudEvent.of("acme-dev", told().put("trace", "made up")).has("traceparent"))
        .isFalse();
  }

  private static ObjectNode told() {
    var told = JsonNodeFactory.instance.objectNode();
    told.put("id", UUID.randomUUID().toString())
        .put("module", "tasks")
        .put("type", "task.completed")
        .put("version", 1)
        .put("entity_type", "task")
        .put("entity_id", UUID.randomUUID().toString())
        .put("time", "2026-01-02T03:04:05Z")
        .put("sequence", 1)
        .putObject("data");
    return told;
  }
}
