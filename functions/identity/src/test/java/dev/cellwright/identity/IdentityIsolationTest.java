package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What injected SQL could do with the module's own database role: nothing beyond its caller.
class IdentityIsolationTest {
  private final TestCell cell = TestCell.with("identity");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from identity.users",
        "select id from identity.sessions",
        "select id from identity.refresh_tokens",
        "select id from identity.sign_in_attempts",
        "select identity.standing(null, null, null)",
        "select identity.locked_seconds('a@example.com')",
        "select identity.number_member_change(null)",
        "update identity.org_members set joined_at = now()",
        "insert into identity.org_members (user_id, role, joined_at) values (gen_random_uuid(), 'guest', now())",
        "select identity.place_organization(null, null, '', '', '', true)",
        "select identity.open_session(null, null, null, null, null)",
        "select identity.replace_token(null, null, null)",
        "insert into identity.organizations (org_id, name, slug, plan) values (gen_random_uuid(), '', '', '')",
        "update identity.organizations set plan = 'pro'",
        "select token_hash from identity.invitations",
        "update identity.invitations set status = 'accepted', accepted_at = now(), accepted_by = invited_by",
        "select identity.open_invitation('')",
        "select identity.join_invited(null, false, 1)",
        "select identity.seat_invited(null)",
        "select identity.note_failure('a@example.com')",
        "select identity.settle_failures('a@example.com')",
        "select authz.forget('user', null)",
        "select priv.emit_for(null, 'organization.updated', 'organization', null, 1, '{}')",
        "delete from identity.organizations"
      })
  void theModulesRoleReachesNoneOfThis(String sql) throws SQLException {
    var anna = cell.register("anna");

    try (var intruder =
        cell.database()
            .intruder(
                "identity",
                cell.contexts().member(anna.organization(), anna.id(), anna.session()))) {
      assertThatThrownBy(() -> intruder.execute(sql)).hasMessageContaining("permission denied");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from identity.credentials('%s')",
        "select identity.count_failure('%s')",
        "select * from identity.log_in('%s', gen_random_uuid(), '', gen_random_uuid(), gen_random_uuid(), '', '')",
        "select * from identity.refresh(sha256('%s'::bytea), gen_random_uuid(), '')"
      })
  void whatIsForNobodyYetIsForNobodyWhoIsKnown(String sql) throws SQLException {
    var anna = cell.register("anna");
    var victim = cell.register("victim");

    try (var intruder =
        cell.database()
            .intruder(
                "identity",
                cell.contexts().member(anna.organization(), anna.id(), anna.session()))) {
      assertThatThrownBy(() -> intruder.execute(sql.formatted(victim.email())))
          .hasMessageContaining("only for a caller of the kind anonymous");
    }
  }

  @Test
  void nobodySeesAnothersOrganizationOrItsMembers() throws SQLException {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");

    try (var intruder =
        cell.database()
            .intruder(
                "identity",
                cell.contexts()
                    .member(stranger.organization(), stranger.id(), stranger.session()))) {
      assertThat(intruder.select("select org_id from identity.organizations"))
          .extracting(row -> row.path("org_id").asText())
          .containsExactly(stranger.organization().toString());
      assertThat(intruder.select("select user_id from identity.members()"))
          .extracting(row -> row.path("user_id").asText())
          .containsExactly(stranger.id().toString());
      assertThat(
              intruder.select("select id from identity.person_of('%s')".formatted(anna.session())))
          .isEmpty();
      assertThat(
              intruder.select(
                  "select id from identity.organizations_of('%s')".formatted(anna.session())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select identity.decline_membership('%s')",
        "select identity.speak_for('%s', gen_random_uuid(), '')"
      })
  void onlyThePersonAnswersForAMembership(String sql) throws SQLException {
    var anna = cell.register("anna");

    try (var intruder =
        cell.database()
            .intruder(
                "identity",
                cell.contexts().member(anna.organization(), anna.id(), anna.session()))) {
      assertThatThrownBy(() -> intruder.execute(sql.formatted(anna.organization())))
          .hasMessageContaining("only for a caller of the kind person");
    }
  }

  @Test
  void nobodyMovesIntoAnothersOrganization() throws SQLException {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");

    try (var intruder =
        cell.database()
            .intruder(
                "identity",
                cell.contexts()
                    .member(stranger.organization(), stranger.id(), stranger.session()))) {
      assertThatThrownBy(() ->
              intruder.execute(
                  "insert into identity.org_members (org_id, user_id, role) values ('%s', '%s', 'admin')"
                      .formatted(anna.organization(), stranger.id())))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void aDeletedPersonsSessionsAndPasswordAreWorthNothing() {
    var anna = cell.register("anna");
    cell.database().migrate("update identity.users set deleted_at = now() where id = ?", anna.id());

    assertThat(anna.get("/api/v1/users/me").status()).isEqualTo(401);
    assertThatThrownBy(anna::loggedIn).hasMessageContaining("401");
    var berta = cell.register("berta");
    assertThat(
            berta
                .post(
                    "/api/v1/organizations/" + berta.organization() + "/members",
                    Map.of("user_id", anna.id(), "role", "guest"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void aTokenForAnotherPersonsSessionIsNoSession() throws SQLException {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");

    try (var connection = cell.database().login("m_identity");
        var statement =
            connection.prepareStatement(
                "select * from api.q(?, 'select 1 as one', '{\"args\": {}}'::jsonb) as t(one int)")) {
      statement.setString(1, cell.contexts().person(stranger.id(), anna.session()));

      assertThatThrownBy(statement::executeQuery).hasMessageContaining("the session has ended");
      statement.setString(1, cell.contexts().person(anna.id(), UUID.randomUUID()));
      assertThatThrownBy(statement::executeQuery).hasMessageContaining("the session has ended");
    }
  }
}
