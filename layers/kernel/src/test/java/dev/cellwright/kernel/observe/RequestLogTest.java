package dev.cellwright.kernel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.http.HttpRequest;
import dev.cellwright.kernel.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private static final String TRACE =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  private static final String CALLERS_TRACE =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final UUID organization = UUID.randomUUID();
  private final RequestLog log =
      new RequestLog(
          "acme-dev-tasks",
          new RequestMetrics("acme-dev", "acme-dev-tasks"),
          new TenantClasses(Set.of("free", "pro")));

  @Test
  void aRequestIsMeasuredByRouteByPlanAndByStatus() {
    var metrics = metrics(on("pro"), 503);

    assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"service\",\"route\"],[\"plan\"],[\"status\"]]");
    assertThatObject(metrics)
        .returns("acme-dev", line -> line.at("/_aws/CloudWatchMetrics/0/Namespace").asText())
        .returns("pro", line -> line.path("plan").asText())
        .returns("5xx", line -> line.path("status").asText())
        .returns(1, line -> line.path("Requests").asInt())
        .returns(1, line -> line.path("ServerErrors").asInt());
  }

  @Test
  void aPlanThatTheProductDoesNotNameIsNoMetricOfItsOwn() {
    assertThat(metrics(on("made-up-by-a-tenant"), 200).path("plan").asText()).isEqualTo("other");
    assertThat(metrics(on(null), 200).path("plan").asText()).isEqualTo("other");
  }

  @Test
  void whoSpeaksForNoOrganizationIsAClassOfTheirOwn() {
    var person = new Principal(UUID.randomUUID(), UUID.randomUUID(), null);

    assertThat(metrics(person, 200).path("plan").asText()).isEqualTo("person");
    assertThat(metrics(null, 200).path("plan").asText()).isEqualTo("anonymous");
  }

  @Test
  void noMetricNamesAnOrganizationOrAPerson() {
    var anna = on("pro");

    assertThat(metrics(anna, 200).toString())
        .doesNotContain(organization.toString())
        .doesNotContain(anna.person().toString());
  }

  @Test
  void aLineHasTheTraceUnderWhichItWasWrittenAndTheCallersOwn() {
    var line = line(CALLERS_TRACE);

    assertThatObject(line)
        .returns("1-5759e988-bd862e3fe1be46a994272793", l -> l.path("trace_id").asText())
        .returns(CALLERS_TRACE, l -> l.path("callers_traceparent").asText())
        .returns("pro", l -> l.path("plan").asText())
        .returns("my-list", l -> l.path("correlation_id").asText());
  }

  @Test
  void whatLooksLikeNoTraceIsNotWrittenDown() {
    assertThat(line("00-" + "x".repeat(32) + "-b7ad6b7169203331-01").has("callers_traceparent"))
        .isFalse();
    assertThat(line(CALLERS_TRACE + "\"}").has("callers_traceparent")).isFalse();
  }

  private JsonNode metrics(@Nullable Principal principal, int status) {
    return printed(principal, status, Map.of()).stream()
        .filter(line -> line.has("_aws"))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode line(String traceParent) {
    return printed(on("pro"), 200, Map.of("traceparent", List.of(traceParent))).stream()
        .filter(line -> line.path("message").asText().equals("answered"))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> printed(
      @Nullable Principal principal, int status, Map<String, List<String>> headers) {
    var request =
        new HttpRequest(
            "GET",
            "http://127.0.0.1",
            "/api/v1/tasks",
            headers,
            Map.of(),
            new byte[0],
            "192.0.2.7",
            "of-the-gateway",
            Instant.EPOCH);
    return Printed.by(() ->
        TraceHeader.carry(
            TRACE,
            () ->
                log.around(
                    "my-list",
                    request,
                    () -> {
                      if (principal != null) {
                        log.identified(principal);
                      }
                      return new HttpResponse(status, Map.of(), new byte[0]);
                    })));
  }

  private Principal on(@Nullable String plan) {
    return new Principal(UUID.randomUUID(), UUID.randomUUID(), organization, plan);
  }
}
