package dev.cellwright.testing.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ErrorLinesTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream lines =
      new PrintStream(new ErrorLines(new PrintStream(shown, true, UTF_8)), true, UTF_8);

  @Test
  void ofWhatFunctionsLogOnlyErrorsAreShownAndInShort() {
    lines.println("{\"level\":\"INFO\",\"message\":\"GET /tasks\",\"service\":\"tasks\"}");
    lines.println("{\"_aws\":{\"Timestamp\":1},\"EventsPublished\":3}");
    lines.println(
        "{\"level\":\"ERROR\",\"message\":\"it broke\",\"service\":\"tasks\",\"error\":{\"message\":\"no space\"}}");

    assertThat(shown.toString(UTF_8)).isEqualTo("ERROR tasks: it broke: no space\n");
  }

  @Test
  void whatIsNoLogOfFunctionsPasses() {
    lines.println("Exception in thread main");
    lines.println("{ is no JSON");

    assertThat(shown.toString(UTF_8)).isEqualTo("Exception in thread main\n{ is no JSON\n");
  }
}
