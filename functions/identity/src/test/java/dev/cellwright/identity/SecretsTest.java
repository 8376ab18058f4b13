package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No secret comes to rest where it is not needed, and nobody's name or address in the clear.
class SecretsTest {
  private static final String PASSWORD = "Sturdy-Kettle-42";

  private final TestCell cell = TestCell.with("identity");

  @ParameterizedTest
  @ValueSource(strings = {"core.audit_log", "core.outbox", "core.commands"})
  void whatIsKeptOfCommandsHoldsNoSecret(String table) {
    var email = "zebulon." + UUID.randomUUID() + "@example.com";
    var answer =
        cell.anonymous()
            .post(
                "/api/v1/auth/register",
                Map.of("email", email, "password", PASSWORD, "first_name", "Zebulon"));
    var refreshed =
        cell.anonymous()
            .post(
                "/api/v1/auth/refresh",
                Map.of("refreshToken", answer.at("tokens/refreshToken").asText()));

    var kept = everything(table);

    assertThat(kept)
        .doesNotContain(
            PASSWORD,
            "$2b$",
            answer.at("tokens/refreshToken").asText(),
            answer.at("tokens/accessToken").asText(),
            refreshed.at("tokens/refreshToken").asText(),
            new RefreshToken(answer.at("tokens/refreshToken").asText()).hash(),
            new RefreshToken(refreshed.at("tokens/refreshToken").asText()).hash());
  }

  @Test
  void theTrailHoldsNoNameOrAddressInTheClear() {
    var email = "zebulon." + UUID.randomUUID() + "@example.com";
    var answer =
        cell.anonymous()
            .post(
                "/api/v1/auth/register",
                Map.of("email", email, "password", PASSWORD, "first_name", "Zebulon"),
                "User-Agent",
                "Zebulon's phone");
    cell.bearing(answer.at("tokens/accessToken").asText())
        .patch("/api/v1/users/me", Map.of("last_name", "Quixano"));

    var trail = everything("core.audit_log");

    assertThat(trail).contains(answer.at("user/id").asText());
    assertThat(trail).doesNotContain(email, "Zebulon", "Quixano", "phone");
  }

  @Test
  void theTokensOfACommandAreStoredNowhereButAsHashes() {
    var anna = cell.register("anna");

    var tokens =
        cell.database()
            .rows(
                "select encode(token_hash, 'hex') as hash from identity.refresh_tokens where session_id = ?",
                anna.session());

    assertThat(tokens)
        .extracting(token -> token.path("hash").asText())
        .containsExactly(new RefreshToken(anna.refreshToken()).hash());
  }

  @Test
  void whatHoldsASecretNeverPrintsIt() {
    var printed =
        List.of(
            new NewPerson("a@example.com", PASSWORD, null, null, PASSWORD).toString(),
            new InvitationToken(PASSWORD).toString(),
            new Transfer(java.util.UUID.randomUUID(), PASSWORD).toString(),
            new Credentials("a@example.com", PASSWORD).toString(),
            new PresentedToken(PASSWORD).toString(),
            new RefreshToken(PASSWORD).toString(),
            new Tokens(PASSWORD, PASSWORD).toString(),
            new SessionStore.Account(null, PASSWORD, null).toString());

    assertThat(String.join("", printed)).doesNotContain(PASSWORD);
  }

  private String everything(String table) {
    return cell.database().rows("select to_jsonb(t) as row from " + table + " t").stream()
        .map(JsonNode::toString)
        .reduce("", String::concat);
  }
}
