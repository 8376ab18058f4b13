package dev.cellwright.kernel.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Requests and answers whose form a standard gives.
class StandardFormsTest {

  @Tolerant
  record Asked(String name, @Nullable Part part) {}

  record Part(String id) {}

  @Cleared(Clearance.PUBLIC)
  record Decided(boolean decision, @Nullable @OmittedWhenNull String reason) {}

  @Test
  void aTolerantRecordOverlooksWhatItDoesNotDeclare() {
    var asked = read("{\"name\": \"a\", \"later\": {\"x\": 1}}");

    assertThat(asked).isEqualTo(new Asked("a", null));
    assertThatExceptionOfType(InvalidShape.class).isThrownBy(() -> read("{\"later\": 1}"));
    assertThatExceptionOfType(InvalidShape.class)
        .isThrownBy(() -> read("{\"name\": \"a\", \"part\": {\"id\": \"1\", \"later\": 1}}"));
  }

  @Test
  void whatIsOmittedIsAbsentAndNotRequired() {
    assertThat(Shapes.write(new Decided(true, null), Clearance.PUBLIC, null))
        .isEqualTo("{\"decision\":true}");
    assertThat(Shapes.write(new Decided(false, "late"), Clearance.PUBLIC, null))
        .isEqualTo("{\"decision\":false,\"reason\":\"late\"}");
    var schema = Shapes.answerSchema(Decided.class).at("/$defs/StandardFormsTestDecided");
    assertThat(schema.at("/required").toString()).isEqualTo("[\"decision\"]");
    assertThat(schema.at("/properties/reason/type").asText()).isEqualTo("string");
  }

  private static Asked read(String json) {
    return Shapes.read(Asked.class, json.getBytes(StandardCharsets.UTF_8));
  }
}
