package dev.cellwright.kernel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String ROOT = "Root=1-5759e988-bd862e3fe1be46a994272793";
  private static final String TRACE = "00-5759e988bd862e3fe1be46a994272793-";

  @Test
  void aTraceKeepsItsIdsInTheOtherForm() {
    assertThat(TraceParent.of(ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1"))
        .isEqualTo(TRACE + "53995c3f42cd8ad8-01");
    assertThat(TraceParent.of("Self=1-67891234-12456789abcdef012345678f;" + ROOT + ";Sampled=0"))
        .isEqualTo(TRACE + "e1be46a994272793-00");
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
