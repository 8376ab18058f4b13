package dev.cellwright.identity;

import static dev.cellwright.identity.TestingPeople.ACCEPT;
import static dev.cellwright.identity.TestingPeople.INVITATIONS;
import static dev.cellwright.identity.TestingPeople.ORGANIZATIONS;
import static dev.cellwright.identity.TestingPeople.address;
import static dev.cellwright.identity.TestingPeople.id;
import static dev.cellwright.identity.TestingPeople.invited;
import static dev.cellwright.identity.TestingPeople.joined;
import static dev.cellwright.identity.TestingPeople.team;
import static dev.cellwright.identity.TestingPeople.tokenTo;
import static dev.cellwright.identity.TestingPeople.types;
import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptInvitationTest {
  private static final String REGISTER = "/api/v1/auth/register";
  private static final String PASSWORD = "Purr-Purr-9-Purr";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void whoeverIsLoggedInJoinsTheOrganizationAndItsTeamsAtOnce() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var team = team(anna, "Cats", "private");
    anna.post(
        INVITATIONS,
        Map.of("email", berta.email(), "role", "manager", "team_ids", List.of(id(team))));

    var accepted = berta.get(ACCEPT + tokenTo(cell, berta.email()));

    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
    assertThat(accepted.at("status").asText()).isEqualTo("accepted");
    assertThat(accepted.at("role").asText()).isEqualTo("manager");
    assertThat(accepted.at("organization_id").asText()).isEqualTo(anna.organization().toString());
    assertThat(cell.databaseCallsOf(accepted)).isOne();
    var member = berta.speakingFor(anna.organization());
    assertThat(member.get(team).at("role").asText()).isEqualTo("member");
    assertThat(member.get(ORGANIZATIONS + anna.organization()).at("joined_at").isTextual())
        .isTrue();
    assertThat(types(cell, anna.organization()))
        .containsExactly(
            "team.created",
            "invitation.sent",
            "email.requested",
            "invitation.accepted",
            "organization.member_joined",
            "team.member_added");
    assertThat(anna.get(INVITATIONS).at("data").size()).isZero();
  }

  @Test
  void withoutATokenOneIsShownWhereToRegisterWhetherOrNotOneHas() {
    var anna = cell.register("anna");
    var registered = cell.register("berta").email();
    var unknown = address();

    var first = cell.anonymous().get(ACCEPT + invited(cell, anna, registered, "member"));
    var second = cell.anonymous().get(ACCEPT + invited(cell, anna, unknown, "member"));

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.at("status").asText()).isEqualTo("waiting");
    assertThat(first.at("email").asText()).isEqualTo(registered);
    assertThat(first.at("register_url").asText()).endsWith(REGISTER);
    assertThat(cell.databaseCallsOf(first)).isOne();
    assertThat(first.text().replaceAll("\"(email|expires_at)\":\"[^\"]*\"", ""))
        .isEqualTo(second.text().replaceAll("\"(email|expires_at)\":\"[^\"]*\"", ""));
    assertThat(types(cell, anna.organization())).doesNotContain("invitation.accepted");
  }

  @Test
  void whoeverRegistersWithItsTokenJoinsAndSpeaksForTheOrganization() {
    var anna = cell.register("anna");
    var email = address();
    var token = invited(cell, anna, email, "guest");

    var registered = register(email, token);

    assertThat(registered.status()).as(registered.text()).isEqualTo(201);
    assertThat(cell.databaseCallsOf(registered)).isOne();
    assertThat(registered.at("organization/id").asText()).isEqualTo(anna.organization().toString());
    var guest = cell.bearing(registered.at("tokens/accessToken").asText());
    assertThat(guest.get("/api/v1/organizations").at("data").size())
        .as("with their own")
        .isEqualTo(2);
    assertThat(guest.get(ORGANIZATIONS + anna.organization()).at("role").asText())
        .isEqualTo("guest");
  }

  @Test
  void aTokenIsForTheAddressItWasSentTo() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var token = invited(cell, anna, address(), "admin");

    var accepted = berta.get(ACCEPT + token);
    var registered = register(address(), token);

    assertThat(accepted.status()).as(accepted.text()).isEqualTo(403);
    assertThat(registered.status()).as(registered.text()).isEqualTo(403);
    assertThat(cell.anonymous().get(ACCEPT + token).status()).as("still good").isEqualTo(200);
    assertThat(cell.database().count("identity.org_members", anna.organization())).isOne();
  }

  @Test
  void aTokenWorksOnceHoweverOftenItsPersonOpensIt() throws Exception {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var token = invited(cell, anna, berta.email(), "member");
    var accepting = Collections.<Callable<Answer>>nCopies(4, () -> berta.get(ACCEPT + token));

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      assertThat(executor.invokeAll(accepting).stream().map(Future::resultNow).map(Answer::status))
          .containsExactly(200, 200, 200, 200);
    }

    var again = berta.get(ACCEPT + token);
    assertThat(again.at("status").asText()).as(again.text()).isEqualTo("accepted");
    assertThat(again.at("organization_id").asText()).isEqualTo(anna.organization().toString());
    assertThat(cell.register("stranger").get(ACCEPT + token).status()).isEqualTo(404);
    assertThat(cell.anonymous().get(ACCEPT + token).status()).isEqualTo(404);
    assertThat(register(address(), token).status()).isEqualTo(404);
    assertThat(types(cell, anna.organization()))
        .containsOnlyOnce("organization.member_joined", "invitation.accepted");
  }

  @Test
  void whoJoinedByItAndLeftJoinsByItNoMore() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var token = invited(cell, anna, berta.email(), "member");
    berta.get(ACCEPT + token);
    anna.delete(ORGANIZATIONS + anna.organization() + "/members/" + berta.id());

    var again = berta.get(ACCEPT + token);

    assertThat(again.status()).as(again.text()).isEqualTo(404);
    assertThat(again.at("error/message").asText())
        .doesNotContain("it was used")
        .contains("Ask for a new one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?token=", "?token=a&token=b", "?token=a&x=1"})
  void withoutATokenInTheLinkThereIsNothingToOpen(String query) {
    assertThat(cell.anonymous().get(INVITATIONS + "/accept" + query).status()).isEqualTo(400);
  }

  @Test
  void aWrongTokenAndOneOutOfDateAreToldApartByNothing() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var token = invited(cell, anna, berta.email(), "member");

    var wrong = berta.get(ACCEPT + "nonsense");
    try (var _ = cell.clock().ahead(Duration.ofDays(8))) {
      var late = berta.loggedIn().get(ACCEPT + token);

      assertThat(late.status()).isEqualTo(404);
      assertThat(late.at("error/message")).isEqualTo(wrong.at("error/message"));
      assertThat(cell.anonymous().get(ACCEPT + token).status()).isEqualTo(404);
    }
    assertThat(berta.get(ACCEPT + token).status()).as("in time").isEqualTo(200);
  }

  @Test
  void aTokenWithABadAccessTokenIsNotTakenForNobodys() {
    var anna = cell.register("anna");
    var token = invited(cell, anna, address(), "member");

    assertThat(cell.bearing("nonsense").get(ACCEPT + token).status()).isEqualTo(401);
  }

  @Test
  void anInvitationIsWorthWhatItsInviterCouldStillGive() {
    var anna = cell.register("anna");
    var admin = joined(cell, anna, "admin", "admin");
    var berta = cell.register("berta");
    var token = invited(cell, admin, berta.email(), "guest");
    var membership = ORGANIZATIONS + anna.organization() + "/members/" + admin.id();

    anna.patch(membership, Map.of("role", "manager"));
    var refused = berta.get(ACCEPT + token);
    anna.patch(membership, Map.of("role", "admin"));
    var accepted = berta.get(ACCEPT + token);

    assertThat(refused.status()).as("a manager can't invite").isEqualTo(404);
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
  }

  @Test
  void whatAnInviterWhoLeftHadSentOpensNothing() {
    var anna = cell.register("anna");
    var admin = joined(cell, anna, "admin", "admin");
    var berta = cell.register("berta");
    var token = invited(cell, admin, berta.email(), "guest");

    anna.delete(ORGANIZATIONS + anna.organization() + "/members/" + admin.id());

    assertThat(berta.get(ACCEPT + token).status()).isEqualTo(404);
    var path = INVITATIONS + "/" + anna.get(INVITATIONS).at("data/0/id").asText();
    assertThat(anna.post(path + "/resend", null).at("invited_by").asText())
        .isEqualTo(anna.id().toString());
    assertThat(berta.get(ACCEPT + tokenTo(cell, berta.email())).status()).isEqualTo(200);
  }

  @Test
  void anOpenMembershipIsClosedInTheRoleItHas() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var token = invited(cell, anna, berta.email(), "admin");
    anna.post(
        ORGANIZATIONS + anna.organization() + "/members",
        Map.of("user_id", berta.id(), "role", "guest"));

    var accepted = berta.get(ACCEPT + token);

    assertThat(accepted.at("role").asText()).as(accepted.text()).isEqualTo("guest");
  }

  @Test
  void aTeamThatEndedIsLeftOut() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var team = team(anna, "Cats", "public");
    anna.post(INVITATIONS, Map.of("email", berta.email(), "team_ids", List.of(id(team))));
    anna.delete(team);

    assertThat(berta.get(ACCEPT + tokenTo(cell, berta.email())).status()).isEqualTo(200);
  }

  @Test
  void aFullOrganizationTakesNobodyMore() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var token = invited(cell, anna, berta.email(), "member");
    var environment = new HashMap<>(cell.environmentOf("identity"));
    environment.put("CELL_FEATURES", "{\"maxTeamSize\": 1}");
    var small = RunningFunctions.of(new IdentityModule(), environment, cell.clock());

    var accepted = new Caller(small, berta.accessToken()).get(ACCEPT + token);
    var invited =
        new Caller(small, anna.accessToken()).post(INVITATIONS, Map.of("email", address()));

    assertThat(accepted.status()).as(accepted.text()).isEqualTo(409);
    assertThat(invited.status()).as(invited.text()).isEqualTo(409);
    assertThat(berta.get(ACCEPT + token).status()).as("nothing was used up").isEqualTo(200);
  }

  @Test
  void whoWasInvitedRegistersWhereOthersMayNot() {
    var anna = cell.register("anna");
    var email = address();
    var token = invited(cell, anna, email, "member");
    var environment = new HashMap<>(cell.environmentOf("identity"));
    environment.put("CELL_FEATURES", "{\"openRegistration\": false}");
    var closed =
        new Caller(RunningFunctions.of(new IdentityModule(), environment, cell.clock()), null);

    assertThat(closed.post(REGISTER, person(address(), "nonsense")).status()).isEqualTo(404);
    assertThat(closed.post(REGISTER, person(email, token)).status()).isEqualTo(201);
  }

  private Answer register(String email, String token) {
    return cell.anonymous().post(REGISTER, person(email, token));
  }

  private static Map<String, Object> person(String email, String token) {
    return Map.of("email", email, "password", PASSWORD, "invitation_token", token);
  }
}
