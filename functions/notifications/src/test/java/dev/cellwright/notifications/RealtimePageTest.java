package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/realtime.md` shows messages as they are.
class RealtimePageTest {
  private static final Path PAGE = Path.of("../../docs/realtime.md");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void everyMessageIsShownWithTheMembersThatItHas() throws Exception {
    var shown = members(examples().stream().filter(each -> each.has("type")).toList());

    assertThat(members(session())).isEqualTo(shown);
  }

  @Test
  void everyActionThatIsShownIsOne() throws Exception {
    var socket = cell.sockets().connect(anna);
    var actions = examples().stream().filter(each -> each.has("action")).toList();

    assertThat(actions).hasSize(5);
    for (var action : actions) {
      assertThat(socket.say(action.toString()).path("code").asText(""))
          .as(action.toString())
          .isIn("", "INVALID_TOKEN");
    }
  }

  /// What a client hears that does everything.
  private List<JsonNode> session() {
    var heard = new ArrayList<JsonNode>();
    var socket = cell.sockets().connect(anna);
    heard.add(socket.say(TestingRooms.SUBSCRIBE));
    TestingRooms.notify(cell, anna, "Feed the cat");
    cell.hear(
        anna.organization(),
        "inbox.changed",
        "inbox",
        UUID.randomUUID(),
        Map.of("user_id", anna.id(), "unread", 0, "unseen", 0));
    TestingRooms.task(anna, "Feed the cat");
    cell.deliver();
    heard.addAll(socket.heard());
    heard.add(TestingRooms.resume(socket, 3));
    heard.add(TestingRooms.resume(socket, 99));
    heard.add(socket.say(Map.of("action", "ping")));
    heard.add(socket.say(Map.of("action", "renew", "token", anna.loggedIn().accessToken())));
    heard.add(socket.say(Map.of("action", "shout")));
    return heard;
  }

  private static List<JsonNode> examples() throws Exception {
    var examples = new ArrayList<JsonNode>();
    var found = EXAMPLE.matcher(Files.readString(PAGE));
    while (found.find()) {
      examples.add(JSON.readTree(found.group(1)));
    }
    return examples;
  }

  private static Map<String, Set<String>> members(List<JsonNode> messages) {
    var all = new TreeMap<String, Set<String>>();
    for (var message : messages) {
      var names = new TreeSet<String>();
      message.fieldNames().forEachRemaining(names::add);
      var before = all.put(message.path("type").asText(), names);
      assertThat(before == null || before.equals(names)).as(message.toString()).isTrue();
    }
    return all;
  }
}
