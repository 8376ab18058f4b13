package dev.cellwright.access;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// What tests of links set out from.
final class TestingLinks {
  private TestingLinks() {}

  static String team(Person person, String name) {
    return TestingAccess.made(
        person.post("/api/v1/teams", Map.of("name", name, "visibility", "private")));
  }

  static void into(Person lead, String team, Person member) {
    var answer =
        lead.post("/api/v1/teams/" + team + "/members", Map.of("user_ids", List.of(member.id())));
    if (answer.status() != 201) {
      throw new IllegalStateException("not in the team: " + answer);
    }
  }

  static String task(Person person, String title) {
    return TestingAccess.made(person.post("/api/v1/tasks", Map.of("title", title)));
  }

  static Map<String, Object> end(String type, String id) {
    return Map.of("type", type, "id", id);
  }

  static Answer link(
      Person person, String type, String id, String otherType, String other, String relationship) {
    return person.post(
        "/api/v1/links",
        Map.of(
            "source",
            end(type, id),
            "target",
            end(otherType, other),
            "relationship",
            relationship));
  }

  /// Links two tasks as related and answers the link's id.
  static String related(Person person, String source, String target) {
    return TestingAccess.made(link(person, "task", source, "task", target, "related"));
  }

  static List<String> titles(Answer answer) {
    return StreamSupport.stream(answer.at("data").spliterator(), false)
        .map(row -> row.at("/title").asText(row.at("/related/title").asText()))
        .toList();
  }
}
