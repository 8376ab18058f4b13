package dev.cellwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.Faults;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private final TestingCell cell = new TestingCell();

  BootstrapTest() throws Exception {}

  @Test
  void aModuleLogsInWithThePasswordOfItsSecret() throws Exception {
    cell.role("m_notes", "first password");

    cell.bootstrap();

    try (var connection = cell.login("m_notes", "first password")) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThatThrownBy(() -> cell.login("m_notes", "another"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void theDatabaseIsToldAVerifierAndNeverThePassword() throws Exception {
    cell.role("m_notes", "first password").bootstrap();

    assertThat(cell.superuser("select rolpassword from pg_authid where rolname = 'm_notes'"))
        .singleElement()
        .asString()
        .startsWith("SCRAM-SHA-256$4096:");
  }

  @Test
  void runningAgainTakesUpRotatedPasswordsAndNewModules() throws Exception {
    cell.role("m_notes", "first password").bootstrap();

    cell.role("m_notes", "second password").role("m_maps", "of the maps").bootstrap();

    cell.login("m_notes", "second password").close();
    cell.login("m_maps", "of the maps").close();
    assertThatThrownBy(() -> cell.login("m_notes", "first password"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void noRoleIsMoreThanItNeedsToBe() throws Exception {
    cell.role("m_notes", "first password").bootstrap();

    assertThat(
            cell.superuser(
                """
                select rolname from pg_roles
                where rolname ~ '^(cw|m)_' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit)
                """))
        .isEmpty();
    assertThat(
            cell.superuser("select rolname from pg_roles where rolname ~ '^cw_' and rolcanlogin"))
        .containsExactly("cw_migrator");
  }

  @Test
  void theContextKeysBeforeStayValidUntilNoFunctionHasThem() throws Exception {
    cell.bootstrap();
    cell.contextKey("key-2", "b".repeat(32)).bootstrap();
    cell.contextKey("key-3", "c".repeat(32)).bootstrap();

    assertThat(
            cell.superuser(
                "select kid from priv.context_keys where good_until is null order by added_at"))
        .containsExactly("key-3");
    assertThat(
            cell.superuser(
                """
                select kid from priv.context_keys
                where good_until between now() + interval '14 minutes' and now() + interval '15 minutes'
                order by added_at
                """))
        .containsExactly("key-1", "key-2");
  }

  @Test
  void aDatabaseThatWakesUpIsWaitedFor() throws Exception {
    cell.role("m_notes", "first password");
    cell.faults().inject("rds-data", null, Faults.Kind.FAIL, 2);
    cell.faults().inject("rds-data", null, Faults.Kind.THROTTLE, 1);

    var answer = cell.bootstrap();

    assertThat(answer.at("/Data/Roles").asText()).isEqualTo("m_notes");
  }

  @Test
  void theSameResourceIsAnsweredForEver() throws Exception {
    var created = cell.bootstrap().path("PhysicalResourceId").asText();
    var updated =
        cell.bootstrap(
            "{\"RequestType\": \"Update\", \"PhysicalResourceId\": \"" + created + "\"}");

    assertThat(updated.path("PhysicalResourceId").asText()).isEqualTo(created).isNotEmpty();
  }

  @Test
  void deletingTheResourceLeavesEverythingAsItIs() throws Exception {
    cell.role("m_notes", "first password").bootstrap();

    cell.role("m_notes", "second password")
        .bootstrap("{\"RequestType\": \"Delete\", \"PhysicalResourceId\": \"x\"}");

    cell.login("m_notes", "first password").close();
  }

  @Test
  void aSecretIsNotQuotedInTheErrorAboutIt() throws Exception {
    cell.roleSecret("m_notes", "{\"password\": \"hunter2");

    assertThatThrownBy(cell::bootstrap).hasMessage("the secret of m_notes is no JSON").hasNoCause();
  }

  @Test
  void aSecretOfAnotherRoleIsRefused() throws Exception {
    cell.roleSecret("m_notes", "{\"username\": \"m_maps\", \"password\": \"hunter2\"}");

    assertThatThrownBy(cell::bootstrap).hasMessage("the secret of m_notes is somebody else's");
  }

  @Test
  void onlyRolesOfACellAreGivenPasswords() throws Exception {
    cell.role("postgres", "mine now");

    assertThatThrownBy(cell::bootstrap).hasMessageContaining("not the name of a module's role");
  }

  @Test
  void anOwnerIsNeverGivenAPassword() throws Exception {
    cell.role("cw_owner", "mine now");

    assertThatThrownBy(cell::bootstrap).hasMessageContaining("not the name of a module's role");
  }

  @Test
  void aModuleCanMakeNothing() throws Exception {
    cell.role("m_notes", "first password").bootstrap();

    try (var connection = cell.login("m_notes", "first password");
        var statement = connection.createStatement()) {
      for (var sql :
          new String[] {
            "create temp table mine (x int)",
            "create schema mine",
            "create table public.mine (x int)",
            "call priv.put_login('m_notes', 'SCRAM-SHA-256$x')",
            "select k.kid from priv.context_keys k"
          }) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("42501");
      }
    }
  }
}
