package dev.cellwright.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LicencesTest {

  @Test
  void aLicenceThatFitsPasses() throws IOException {
    assertThat(refused("{\"license\": {\"id\": \"Apache-2.0\"}}")).isEmpty();
  }

  @Test
  void oneOfTwoMayBeChosen() throws IOException {
    assertThat(refused("{\"license\": {\"id\": \"GPL-2.0\"}}, {\"license\": {\"id\": \"MIT\"}}"))
        .isEmpty();
    assertThat(refused("{\"expression\": \"EPL-2.0 OR GPL-2.0\"}")).isEmpty();
  }

  @Test
  void anyOtherIsRefusedAndNamed() throws IOException {
    assertThat(refused("{\"license\": {\"id\": \"AGPL-3.0\"}}"))
        .containsExactly("org.example:thing:1 is under [AGPL-3.0]");
    assertThat(refused("{\"license\": {\"name\": \"Ours\"}}"))
        .containsExactly("org.example:thing:1 is under [Ours]");
  }

  @Test
  void noLicenceIsRefusedToo() throws IOException {
    assertThat(refused("")).containsExactly("org.example:thing:1 is under []");
  }

  @Test
  void aBillWithoutComponentsIsNone() {
    assertThatThrownBy(() -> Licences.refused(new ObjectMapper().createObjectNode()))
        .hasMessage("a bill without components is none");
  }

  private static List<String> refused(String licences) throws IOException {
    return Licences.refused(
        new ObjectMapper()
            .readTree(
                """
                {"components": [{"group": "org.example", "name": "thing", "version": "1", "licenses": [%s]}]}
                """
                    .formatted(licences)));
  }
}
