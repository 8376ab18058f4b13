package dev.cellwright.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptedLossesTest {
  private static final String LOSS =
      "acme-prod-events/QueueNotes1 (AWS::SQS::Queue) is removed, or has another logical id";

  @TempDir private Path folder;

  @Test
  void whatIsNamedWithAReasonMayGo() throws IOException {
    var accepted = losses("# one a line\nacme-prod-events/QueueNotes1 notes are no longer sold\n");

    assertThat(accepted.reason(LOSS)).isEqualTo("notes are no longer sold");
  }

  @Test
  void neitherItsLikeNorAnythingWithoutAReasonMay() throws IOException {
    assertThat(losses("acme-prod-events/QueueNotes why not").reason(LOSS)).isNull();
    assertThat(losses("acme-prod-events/QueueNotes1 ").reason(LOSS)).isNull();
    assertThat(losses("acme-prod-events/QueueNotes1").reason(LOSS)).isNull();
    assertThat(AcceptedLosses.in(folder.resolve("missing")).reason(LOSS)).isNull();
  }

  private AcceptedLosses losses(String text) throws IOException {
    return AcceptedLosses.in(Files.writeString(folder.resolve("losses"), text));
  }
}
