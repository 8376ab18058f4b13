package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may open a WebSocket, and for how long it stays open.
class ConnectTest {
  private final TestCell cell = TestCell.with("notifications");
  private final Person anna = cell.register("anna");

  @Test
  void theTokenIsShownAsASubprotocolOrInTheQuery() {
    var shown = cell.sockets().opening("bearer, " + anna.accessToken(), Map.of());
    var queried = cell.sockets().opening("", Map.of("token", anna.accessToken()));

    assertThat(shown.path("statusCode").asInt()).isEqualTo(200);
    assertThat(shown.at("/headers/Sec-WebSocket-Protocol").asText()).isEqualTo("bearer");
    assertThat(queried.path("statusCode").asInt()).isEqualTo(200);
    assertThat(queried.has("headers")).isFalse();
  }

  @Test
  void whoeverShowsNoGoodTokenIsRefused() {
    var token = anna.accessToken();
    var forged = token.substring(0, token.length() - 4) + "AAAA";

    for (var protocols :
        List.of(
            "",
            "bearer",
            token,
            "bearer, " + forged,
            "bearer, ",
            "graphql, " + token,
            "bearer, " + token + ", x")) {
      var refused = cell.sockets().opening(protocols, Map.of());
      assertThat(refused.path("statusCode").asInt()).as(protocols).isEqualTo(401);
    }
    assertThat(
            cell.sockets()
                .opening("bearer, " + token, Map.of("token", token))
                .path("statusCode")
                .asInt())
        .isEqualTo(401);
    assertThat(TestingRooms.connectionsOf(cell, anna)).isZero();
  }

  @Test
  void aTokenThatEndedOrWhoseSessionEndedIsRefused() {
    var out = anna.loggedIn();
    assertThat(out.post("/api/v1/auth/logout", null).status()).isBetween(200, 204);

    assertThat(opening(out)).isEqualTo(401);
    try (var _ = cell.clock().ahead(Duration.ofMinutes(16))) {
      assertThat(opening(anna)).isEqualTo(401);
    }
  }

  @Test
  void whoeverLeftTheOrganizationIsRefusedIt() {
    var mia = TestingRooms.joining(cell, anna, "mia");
    assertThat(opening(mia)).isEqualTo(200);

    anna.delete("/api/v1/organizations/" + anna.organization() + "/members/" + mia.id());

    assertThat(opening(mia)).isEqualTo(403);
  }

  @Test
  void aPersonHasTwentyConnectionsAtMost() {
    for (int i = 0; i < 20; i++) {
      cell.sockets().connect(anna);
    }

    assertThat(opening(anna)).isEqualTo(429);
  }

  @Test
  void logOutClosesTheSessionsConnectionsAndNoOthers() {
    var out = anna.loggedIn();
    var closed = TestingRooms.listening(cell, out);
    var other = TestingRooms.listening(cell, anna);

    TestingRooms.notify(cell, anna, "Told after the end");
    assertThat(out.post("/api/v1/auth/logout", null).status()).isBetween(200, 204);
    cell.deliver();

    assertThat(closed.isOpen()).isFalse();
    assertThat(closed.heard()).isEmpty();
    assertThat(other.isOpen()).isTrue();
    assertThat(TestingRooms.texts(other.heard(), "title")).contains("Told after the end");
    assertThat(TestingRooms.connectionsOf(cell, anna)).isOne();
  }

  @Test
  void leavingTheOrganizationClosesTheMembersConnections() {
    var mia = TestingRooms.joining(cell, anna, "mia");
    var closed = TestingRooms.listening(cell, mia);
    cell.deliver();
    closed.heard();

    anna.delete("/api/v1/organizations/" + anna.organization() + "/members/" + mia.id());
    cell.deliver();

    assertThat(closed.isOpen()).isFalse();
    assertThat(closed.heard()).isEmpty();
    assertThat(TestingRooms.connectionsOf(cell, mia)).isZero();
  }

  @Test
  void aConnectionEndsWithItsTokenUnlessItIsRenewed() {
    var forgetful = TestingRooms.listening(cell, anna);
    var mindful = TestingRooms.listening(cell, anna);

    try (var _ = cell.clock().ahead(Duration.ofMinutes(10))) {
      var renewed = mindful.say(Map.of("action", "renew", "token", anna.loggedIn().accessToken()));
      assertThat(renewed.path("type").asText()).isEqualTo("renewed");
      assertThat(renewed.path("expires_at").asText()).isNotEmpty();
      try (var _ = cell.clock().ahead(Duration.ofMinutes(7))) {
        TestingRooms.notify(cell, anna, "Late");
        cell.deliver();
        assertThat(forgetful.heard()).isEmpty();
        assertThat(TestingRooms.texts(mindful.heard(), "title")).contains("Late");

        assertThat(forgetful.say(Map.of("action", "ping")).isMissingNode()).isTrue();

        assertThat(forgetful.heard().getLast().path("code").asText()).isEqualTo("TOKEN_EXPIRED");
        assertThat(forgetful.isOpen()).isFalse();
        assertThat(mindful.isOpen()).isTrue();
      }
    }
  }

  @Test
  void aConnectionIsRenewedByItsOwnPersonForItsOwnOrganizationOnly() {
    var stranger = cell.register("stranger");
    var mia = TestingRooms.joining(cell, anna, "mia");
    var socket = TestingRooms.listening(cell, mia);

    for (var other : List.of(stranger, anna)) {
      var told = socket.say(Map.of("action", "renew", "token", other.accessToken()));
      assertThat(told.path("code").asText()).isEqualTo("OTHER_IDENTITY");
    }
    var nonsense = socket.say(Map.of("action", "renew", "token", "x.y.z"));
    assertThat(nonsense.path("code").asText()).isEqualTo("INVALID_TOKEN");
    assertThat(socket.isOpen()).isTrue();
  }

  private int opening(Person person) {
    return cell.sockets()
        .opening("bearer, " + person.accessToken(), Map.of())
        .path("statusCode")
        .asInt();
  }
}
