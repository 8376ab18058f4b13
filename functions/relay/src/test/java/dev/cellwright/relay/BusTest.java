package dev.cellwright.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BusTest {

  @Test
  void anOrganizationsOnlyEventGoesBeforeTheRestOfAnothersMany() {
    var waiting = events("loud 1", "loud 2", "loud 3", "quiet 1");

    var inTurns = Bus.inTurns(waiting);

    assertThat(inTurns).isEqualTo(events("loud 1", "quiet 1", "loud 2", "loud 3"));
  }

  @Test
  void whatConcernsNoOrganizationTakesTurnsToo() {
    var waiting = events("loud 1", "loud 2", "nobody 1", "nobody 2");

    assertThat(Bus.inTurns(waiting)).isEqualTo(events("loud 1", "nobody 1", "loud 2", "nobody 2"));
    assertThat(Bus.inTurns(List.of())).isEmpty();
  }

  /// Each an organization and a place; nobody's has no organization.
  private static List<JsonNode> events(String... texts) {
    return Stream.of(texts).map(text -> event(text.split(" "))).toList();
  }

  private static JsonNode event(String[] words) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("organization", words[0].equals("nobody") ? null : words[0])
        .put("place", Integer.parseInt(words[1]));
  }
}
