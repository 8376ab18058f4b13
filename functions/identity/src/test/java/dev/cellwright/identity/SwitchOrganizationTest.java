package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.text.ParseException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SwitchOrganizationTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void theNewTokensSpeakForTheOtherOrganization() {
    var anna = cell.register("anna");
    var acme = found(anna, "Acme");

    var switched = anna.speakingFor(acme);

    assertThat(switched.organization()).isEqualTo(acme);
    assertThat(switched.session()).isEqualTo(anna.session());
  }

  @Test
  void theNextRefreshAndTheNextLogInSpeakForItToo() throws ParseException {
    var anna = cell.register("anna");
    var acme = found(anna, "Acme");

    var switched = anna.speakingFor(acme);

    assertThat(organization(refresh(switched.refreshToken()))).isEqualTo(acme.toString());
    assertThat(switched.loggedIn().organization()).isEqualTo(acme);
  }

  @Test
  void eachTokenSaysThePlanOfTheOrganizationThatItSpeaksFor() throws ParseException {
    var anna = cell.register("anna");
    var acme =
        UUID.fromString(
            anna.post("/api/v1/organizations", Map.of("name", "Acme", "plan", "pro"))
                .at("id")
                .asText());

    var switched = anna.speakingFor(acme);

    assertThat(plan(anna.accessToken())).as("registered").isEqualTo("free");
    assertThat(plan(switched.accessToken())).as("switched").isEqualTo("pro");
    var refreshed = refresh(switched.refreshToken()).at("tokens/accessToken").asText();
    assertThat(plan(refreshed)).as("refreshed").isEqualTo("pro");
    assertThat(plan(switched.loggedIn().accessToken())).as("logged in").isEqualTo("pro");
  }

  @Test
  void switchingReplacesTheRefreshToken() {
    var anna = cell.register("anna");
    var acme = found(anna, "Acme");
    var switched = anna.speakingFor(acme);

    assertThat(refresh(anna.refreshToken()).status()).isEqualTo(401);
    assertThat(switched.get("/api/v1/users/me").status())
        .as("reuse ended the session")
        .isEqualTo(401);
  }

  @Test
  void anothersOrganizationIsNotThere() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");

    var others =
        stranger.post("/api/v1/auth/switch", Map.of("organization_id", anna.organization()));
    var nobodys =
        stranger.post("/api/v1/auth/switch", Map.of("organization_id", UUID.randomUUID()));

    assertThat(others.status()).isEqualTo(404);
    assertThat(nobodys.status()).isEqualTo(404);
    assertThat(cell.databaseCallsOf(others)).isOne();
    assertThat(refresh(stranger.refreshToken()).status()).as("nothing was spent").isEqualTo(200);
  }

  @Test
  void aFormerMembersRefreshSpeaksForNoOrganization() throws ParseException {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    anna.post(
        "/api/v1/organizations/" + anna.organization() + "/members",
        Map.of("user_id", berta.id(), "role", "member"));
    var guest = berta.speakingFor(anna.organization());
    anna.delete("/api/v1/organizations/" + anna.organization() + "/members/" + berta.id());

    var refreshed = refresh(guest.refreshToken());

    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(organization(refreshed)).isNull();
    assertThat(plan(refreshed.at("tokens/accessToken").asText())).isNull();
    var token = cell.bearing(refreshed.at("tokens/accessToken").asText());
    assertThat(token.get("/api/v1/users/me").status()).isEqualTo(200);
    assertThat(token.get("/api/v1/organizations/" + anna.organization()).status()).isEqualTo(404);
  }

  private static UUID found(Person person, String name) {
    var answer = person.post("/api/v1/organizations", Map.of("name", name));
    return UUID.fromString(answer.at("id").asText());
  }

  private static @Nullable String organization(Answer answer) throws ParseException {
    return SignedJWT.parse(answer.at("tokens/accessToken").asText())
        .getJWTClaimsSet()
        .getStringClaim("org");
  }

  private static @Nullable String plan(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("plan");
  }

  private Answer refresh(String token) {
    return cell.anonymous().post("/api/v1/auth/refresh", Map.of("refreshToken", token));
  }
}
