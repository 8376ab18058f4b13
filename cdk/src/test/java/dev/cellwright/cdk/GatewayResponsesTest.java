package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GatewayResponsesTest {
  private static final String LIMIT = "a request has at most 6 MB, with everything around it";

  @Test
  void howLargeABodyMayBeIsToldAlikeByTheGatewayAndTheDocuments() throws IOException {
    var answer = GatewayResponses.all().at("/REQUEST_TOO_LARGE/responseTemplates").toString();
    var documented = Files.readString(Path.of("../docs/api.md"));

    assertThat(answer).contains(LIMIT);
    assertThat(documented).contains(LIMIT);
  }
}
