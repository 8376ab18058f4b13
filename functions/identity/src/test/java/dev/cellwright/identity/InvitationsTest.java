package dev.cellwright.identity;

import static dev.cellwright.identity.TestingPeople.ACCEPT;
import static dev.cellwright.identity.TestingPeople.INVITATIONS;
import static dev.cellwright.identity.TestingPeople.address;
import static dev.cellwright.identity.TestingPeople.id;
import static dev.cellwright.identity.TestingPeople.invited;
import static dev.cellwright.identity.TestingPeople.joined;
import static dev.cellwright.identity.TestingPeople.team;
import static dev.cellwright.identity.TestingPeople.tokenTo;
import static dev.cellwright.identity.TestingPeople.types;
import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.Call;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationsTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void anInvitationGoesByMailAndItsTokenNowhereElse() {
    var anna = cell.register("anna");
    var email = address();

    var sent = anna.post(INVITATIONS, Map.of("email", email));

    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    assertThat(sent.at("role").asText()).isEqualTo("member");
    assertThat(sent.at("status").asText()).isEqualTo("pending");
    assertThat(sent.at("mail").asText()).isEqualTo("queued");
    assertThat(cell.callsOf(sent)).extracting(Call::service).containsExactly("rds-data", "sqs");
    var letter = cell.lettersTo(email).getFirst();
    assertThat(letter.path("template").asText()).isEqualTo("invitation");
    assertThat(letter.at("/variables/inviter").asText()).isEqualTo("anna Tester");
    var token = tokenTo(cell, email);
    assertThat(sent.text()).doesNotContain(token);
    assertThat(anna.get(INVITATIONS).text()).doesNotContain(token).contains(email);
    assertThat(cell.events(anna.organization()).toString()).doesNotContain(token, email);
    assertThat(cell.trail(anna.organization()).toString()).doesNotContain(token, email);
    assertThat(types(cell, anna.organization()))
        .containsExactly("invitation.sent", "email.requested");
    assertThat(cell.events(anna.organization()).getLast().path("entity_id"))
        .isEqualTo(sent.at("mail_id"));
  }

  @Test
  void itIsWrittenInTheLanguageOfWhoeverSendsIt() {
    var anna = cell.register("anna");
    anna.patch("/api/v1/users/me", Map.of("locale", "de-AT"));
    var email = address();

    anna.post(INVITATIONS, Map.of("email", email));

    assertThat(cell.lettersTo(email).getFirst().path("locale").asText()).isEqualTo("de-AT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"email\": \"nobody\"}",
        "{\"email\": \"a@example.com\", \"role\": \"owner\"}",
        "{\"email\": \"a@example.com\", \"role\": \"king\"}",
        "{\"email\": \"a@example.com\", \"team_ids\": [\"x\"]}",
        "{\"email\": \"a@example.com\", \"team_ids\": [\"018f0000-0000-7000-8000-000000000000\"]}",
        "{\"email\": \"a@example.com\", \"token\": \"mine\"}"
      })
  void anInvitationOfAnotherShapeIsRefused(String body) {
    var anna = cell.register("anna");

    assertThat(anna.post(INVITATIONS, body).status()).isEqualTo(400);
    assertThat(anna.get(INVITATIONS).at("data").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"guest, 403", "member, 403", "manager, 403", "admin, 200"})
  void whatARoleMayDo(String role, int status) {
    var anna = cell.register("anna");
    var berta = joined(cell, anna, "berta", role);
    var made = anna.post(INVITATIONS, Map.of("email", address()));
    var path = INVITATIONS + "/" + made.at("id").asText();

    assertThat(berta.get(INVITATIONS).status()).isEqualTo(status);
    assertThat(berta.post(path + "/resend", null).status()).isEqualTo(status);
    assertThat(berta.post(INVITATIONS, Map.of("email", address(), "role", "admin")).status())
        .isEqualTo(status == 200 ? 201 : 403);
    assertThat(berta.delete(path).status()).isEqualTo(status == 200 ? 204 : 403);
  }

  @Test
  void aStrangerKnowsNothingOfIt() {
    var anna = cell.register("anna");
    var path =
        INVITATIONS + "/" + anna.post(INVITATIONS, Map.of("email", address())).at("id").asText();
    var stranger = cell.register("stranger");

    assertThat(stranger.post(path + "/resend", null).status()).isEqualTo(404);
    assertThat(stranger.delete(path).status()).isEqualTo(404);
    assertThat(stranger.get(INVITATIONS).at("data").size()).isZero();
    assertThat(cell.anonymous().get(INVITATIONS).status()).isEqualTo(401);
  }

  @Test
  void oneInvitationWaitsForAnAddressHoweverItIsWritten() {
    var anna = cell.register("anna");
    var email = address();
    var first = anna.post(INVITATIONS, Map.of("email", email));

    var second = anna.post(INVITATIONS, Map.of("email", email.toUpperCase(java.util.Locale.ROOT)));

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text()).contains(first.at("id").asText());
    assertThat(cell.lettersTo(email)).hasSize(1);
    assertThat(cell.register("berta").post(INVITATIONS, Map.of("email", email)).status())
        .as("another organization's")
        .isEqualTo(201);
  }

  @Test
  void ofManyWhoInviteOneAddressAtOnceOneSucceeds() throws Exception {
    var anna = cell.register("anna");
    var email = address();
    var inviting =
        Collections.<Callable<Answer>>nCopies(
            4, () -> anna.post(INVITATIONS, Map.of("email", email)));

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      assertThat(executor.invokeAll(inviting).stream().map(Future::resultNow).map(Answer::status))
          .containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    assertThat(cell.lettersTo(email)).hasSize(1);
  }

  @Test
  void aMemberIsNotInvitedAndAnAccountElsewhereIsNotTold() {
    var anna = cell.register("anna");
    var berta = joined(cell, anna, "berta", "guest");
    var elsewhere = cell.register("elsewhere");

    assertThat(anna.post(INVITATIONS, Map.of("email", berta.email())).status()).isEqualTo(409);
    assertThat(anna.post(INVITATIONS, Map.of("email", elsewhere.email())).status()).isEqualTo(201);
  }

  @Test
  void teamsAreThoseThatTheInviterMayChange() {
    var anna = cell.register("anna");
    var team = id(team(anna, "Cats", "private"));
    var others = id(team(cell.register("stranger"), "Dogs", "public"));

    var good = anna.post(INVITATIONS, Map.of("email", address(), "team_ids", List.of(team)));
    var bad = anna.post(INVITATIONS, Map.of("email", address(), "team_ids", List.of(team, others)));

    assertThat(good.at("team_ids/0").asText()).as(good.text()).isEqualTo(team.toString());
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.at("error/details/0/field").asText()).isEqualTo("team_ids");
  }

  @Test
  void aRepeatedRequestSendsNoSecondMail() {
    var anna = cell.register("anna");
    var email = address();
    var key = UUID.randomUUID().toString();

    var first = anna.post(INVITATIONS, Map.of("email", email), "Idempotency-Key", key);
    var again = anna.post(INVITATIONS, Map.of("email", email), "Idempotency-Key", key);

    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(again.at("id")).isEqualTo(first.at("id"));
    assertThat(again.at("mail_id")).isEqualTo(first.at("mail_id"));
    assertThat(cell.lettersTo(email)).hasSize(1);
  }

  @Test
  void sendingAgainQueuesAnotherMail() {
    var anna = cell.register("anna");
    var email = address();
    var first = anna.post(INVITATIONS, Map.of("email", email));

    var again = anna.post(INVITATIONS + "/" + first.at("id").asText() + "/resend", null);

    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.at("mail").asText()).isEqualTo("queued");
    assertThat(again.at("mail_id")).isNotEqualTo(first.at("mail_id"));
    assertThat(cell.callsOf(again)).extracting(Call::service).containsExactly("rds-data", "sqs");
    assertThat(cell.lettersTo(email)).hasSize(2);
  }

  @Test
  void sendingAgainMakesANewTokenAndTheOldOneOpensNothing() {
    var anna = cell.register("anna");
    var email = address();
    var old = invited(cell, anna, email, "guest");
    var path = INVITATIONS + "/" + anna.get(INVITATIONS).at("data/0/id").asText();

    try (var _ = cell.clock().ahead(Duration.ofDays(8))) {
      assertThat(anna.loggedIn().get(INVITATIONS).at("data/0/status").asText())
          .isEqualTo("expired");
      assertThat(anna.loggedIn().post(path + "/resend", null).at("status").asText())
          .isEqualTo("pending");

      assertThat(cell.anonymous().get(ACCEPT + old).status()).isEqualTo(404);
      assertThat(cell.anonymous().get(ACCEPT + tokenTo(cell, email)).status()).isEqualTo(200);
    }
  }

  @Test
  void anExpiredInvitationMakesRoomForANewOne() {
    var anna = cell.register("anna");
    var email = address();
    invited(cell, anna, email, "guest");
    var first = INVITATIONS + "/" + anna.get(INVITATIONS).at("data/0/id").asText();

    try (var _ = cell.clock().ahead(Duration.ofDays(8))) {
      var later = anna.loggedIn();

      assertThat(later.post(INVITATIONS, Map.of("email", email)).status()).isEqualTo(201);
      assertThat(later.get(INVITATIONS).at("data").size()).isOne();
      assertThat(later.post(first + "/resend", null).status()).isEqualTo(409);
    }
  }

  @Test
  void aRevokedInvitationOpensNothing() {
    var anna = cell.register("anna");
    var email = address();
    var token = invited(cell, anna, email, "member");
    var path = INVITATIONS + "/" + anna.get(INVITATIONS).at("data/0/id").asText();

    var revoked = anna.delete(path);

    assertThat(revoked.status()).as(revoked.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(revoked)).isOne();
    assertThat(anna.delete(path).status()).as("harmless").isEqualTo(204);
    assertThat(anna.post(path + "/resend", null).status()).isEqualTo(409);
    assertThat(anna.get(INVITATIONS).at("data").size()).isZero();
    assertThat(cell.anonymous().get(ACCEPT + token).status()).isEqualTo(404);
    assertThat(types(cell, anna.organization()))
        .containsExactly("invitation.sent", "email.requested", "invitation.revoked");
  }
}
