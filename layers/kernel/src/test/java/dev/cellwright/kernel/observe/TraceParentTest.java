package dev.cellwright.kernel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String ROOT = "Root=1-5759e988-bd862e3fe1be46a994272793";
  private static final String CALLERS = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String TRACE = "00-5759e988bd862e3fe1be46a994272793-";

  @Test
  void aTraceKeepsItsIdsInTheOtherForm() {
    assertThat(TraceParent.of(ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1"))
        .isEqualTo(TRACE + "53995c3f42cd8ad8-01");
    assertThat(TraceParent.of("Self=1-67891234-12456789abcdef012345678f;" + ROOT + ";Sampled=0"))
        .isEqualTo(TRACE + "e1be46a994272793-00");
  }

  @Test
  void theCallersTraceGoesOnBesideTheOneOfXRay() {
    var trace = TraceParent.joined(ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1", CALLERS);

    assertThat(TraceParent.of(trace))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-53995c3f42cd8ad8-01");
    assertThat(TraceParent.traceId(trace)).isEqualTo("1-5759e988-bd862e3fe1be46a994272793");
    assertThat(TraceParent.xray(trace)).isEqualTo(ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");
  }

  @Test
  void whatAnEventSetsOffGoesOnWithTheTraceOfWhoCausedIt() {
    var cause = TraceParent.joined(ROOT, CALLERS);
    var later = "Root=1-6759e988-bd862e3fe1be46a994272794;Sampled=1";

    assertThat(TraceParent.of(TraceParent.continued(later, cause)))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-e1be46a994272794-01");
    assertThat(TraceParent.continued(later, ROOT)).isEqualTo(later);
    assertThat(TraceParent.continued(null, cause)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01;W3C=x",
        // The trace of X-Ray itself.
        "00-5759e988bd862e3fe1be46a994272793-b7ad6b7169203331-01",
      })
  void whatIsNoOtherTraceIsNotGoneOnWith(String header) {
    assertThat(TraceParent.joined(ROOT, header)).isEqualTo(ROOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Root=1-5759e988-bd862e3fe1be46a99427279",
        "Root=1-5759E988-BD862E3FE1BE46A994272793",
        "NotRoot=1-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a994272793x",
      })
  void whatIsNoTraceOfXRayIsNone(String header) {
    assertThat(TraceParent.of(header)).isNull();
    assertThat(TraceParent.traceId(header)).isNull();
  }
}
