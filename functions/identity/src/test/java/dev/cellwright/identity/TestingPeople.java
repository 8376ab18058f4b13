package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// What tests about people do again and again.
final class TestingPeople {
  static final String TEAMS = "/api/v1/teams";
  static final String INVITATIONS = "/api/v1/invitations";
  static final String ACCEPT = INVITATIONS + "/accept?token=";
  static final String ORGANIZATIONS = "/api/v1/organizations/";

  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");

  private TestingPeople() {}

  /// Registers somebody who is added to an organization and accepts.
  static Person joined(TestCell cell, Person admin, String name, String role) {
    var person = cell.register(name);
    var added =
        admin.post(
            ORGANIZATIONS + admin.organization() + "/members",
            Map.of("user_id", person.id(), "role", role));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return person.speakingFor(admin.organization());
  }

  /// Registers somebody who founds an organization besides their own; answers them, speaking for
  /// it.
  static Person founder(TestCell cell, String name) {
    var person = cell.register(name);
    var founded = person.post("/api/v1/organizations", Map.of("name", "Paws"));
    assertThat(founded.status()).as(founded.text()).isEqualTo(201);
    return person.speakingFor(UUID.fromString(founded.at("id").asText()));
  }

  /// Makes a team, and answers its path.
  static String team(Caller maker, String name, String visibility) {
    var made = maker.post(TEAMS, Map.of("name", name, "visibility", visibility));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return TEAMS + "/" + made.at("id").asText();
  }

  static Answer seat(Caller lead, String team, Person... people) {
    return lead.post(
        team + "/members", Map.of("user_ids", List.of(people).stream().map(Person::id).toList()));
  }

  static UUID id(String path) {
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }

  /// Invites an address, and answers the token in its letter.
  static String invited(TestCell cell, Caller inviter, String email, String role) {
    var sent = inviter.post(INVITATIONS, Map.of("email", email, "role", role));
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    return tokenTo(cell, email);
  }

  /// The token in the newest letter to an address.
  static String tokenTo(TestCell cell, String email) {
    var found = TOKEN.matcher(cell.lettersTo(email).getFirst().at("/variables/link").asText());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  static String address() {
    return "guest." + UUID.randomUUID() + "@example.com";
  }

  static List<String> types(TestCell cell, UUID organization) {
    return cell.events(organization).stream().map(event -> event.path("type").asText()).toList();
  }
}
