package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A permission that no function used in a whole run of these tests is one too many, or a test too
/// few. It is the last class to run (`junit-platform.properties`), and judges what all others did:
/// run alone, it fails.
@Order(Integer.MAX_VALUE)
class UnusedPermissionsTest {

  /// Why a permission stays that is never used here.
  ///
  /// @param role how the role's name begins, or empty for every role
  private record Accepted(String role, String action, String reason) {
    boolean covers(JsonNode unused) {
      return unused.path("role").asText().startsWith(role)
          && unused.path("action").asText().equalsIgnoreCase(action);
    }
  }

  private static final List<Accepted> ACCEPTED =
      List.of(
          new Accepted("", "logs:CreateLogStream", "logs are a file of the local cell"),
          new Accepted("", "logs:PutLogEvents", "logs are a file of the local cell"),
          new Accepted("", "xray:PutTraceSegments", "nobody collects traces on a laptop"),
          new Accepted("", "xray:PutTelemetryRecords", "nobody collects traces on a laptop"));

  @Test
  void everyPermissionOfAFunctionIsUsedOrHasAReason() {
    assertThat(unused().filter(each -> ACCEPTED.stream().noneMatch(one -> one.covers(each))))
        .isEmpty();
  }

  @Test
  void noReasonOutlivesWhatItIsFor() {
    var unused = unused().toList();

    assertThat(ACCEPTED).allMatch(each -> unused.stream().anyMatch(each::covers));
  }

  private static Stream<JsonNode> unused() {
    return TestedCell.anybody().get("/_cell/permissions/unused").expect(200).json().valueStream();
  }
}
