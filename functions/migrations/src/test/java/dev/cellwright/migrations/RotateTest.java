package dev.cellwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Faults;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class RotateTest {
  private final TestingCell cell = new TestingCell();

  RotateTest() throws Exception {}

  @AfterEach
  void nothingGoesWrongForOthers() {
    cell.faults().clear();
  }

  @Test
  void everyRoleGetsAnotherPasswordAndTheMasterToo() throws Exception {
    cell.role("m_notes", "first password").role("m_maps", "of the maps").bootstrap();

    var answer = cell.rotate("passwords");

    assertThat(texts(answer.path("did"))).containsExactlyInAnyOrder("m_notes", "m_maps", "master");
    assertThatThrownBy(() -> cell.login("m_notes", "first password"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    cell.login("m_notes", cell.passwordOf("m_notes")).close();
    cell.login("m_maps", cell.passwordOf("m_maps")).close();
    // As the master, with its new password.
    cell.bootstrap();
    assertThat(answer.toString()).doesNotContain(cell.passwordOf("m_notes"));
  }

  @Test
  void aRotationThatBreaksOffLeavesTheOldPasswordAndIsTakenUpByTheNext() throws Exception {
    cell.role("m_notes", "first password").bootstrap();
    cell.faults().inject("secretsmanager", "UpdateSecretVersionStage", Faults.Kind.FAIL, 100);

    assertThatThrownBy(() -> cell.rotate("passwords")).isInstanceOf(SecretsManagerException.class);

    cell.login("m_notes", "first password").close();
    var pending = cell.pendingPasswordOf("m_notes");
    cell.faults().clear();
    cell.rotate("passwords");
    assertThat(cell.passwordOf("m_notes")).isEqualTo(pending);
    cell.login("m_notes", pending).close();
  }

  @Test
  void aContextKeyThatTheDatabaseDoesNotTakeNeverSigns() throws Exception {
    cell.bootstrap();

    // Nothing was migrated: no function checks contexts.
    assertThatThrownBy(() -> cell.rotate("context-key")).hasMessageContaining("priv.verified");

    assertThat(cell.contextKeyId()).isEqualTo("key-1");
    assertThat(
            cell.superuser(
                "select kid from priv.context_keys where good_until is null order by added_at"))
        .startsWith("key-1");
  }

  @Test
  void aTokenKeyIsShownThenSignsThenTheOldOneEnds() throws Exception {
    var old = cell.signingKey("tokens");

    assertThat(texts(cell.rotate("token-key").path("did"))).containsExactly("introduced");
    assertThat(cell.signingKey("tokens")).isEqualTo(old);
    var next = cell.signingKey("tokens-next");
    assertThat(next).isNotEqualTo(old);

    var early = cell.rotate("token-key");
    assertThat(early.path("did")).isEmpty();
    assertThat(early.path("next").asText()).isEqualTo("signs");
    assertThat(Instant.parse(early.path("notBefore").asText()))
        .isAfter(cell.now().plus(Duration.ofMinutes(14)));

    cell.later(Duration.ofMinutes(16));
    assertThat(texts(cell.rotate("token-key").path("did"))).containsExactly("signs");
    assertThat(cell.signingKey("tokens")).isEqualTo(next);
    assertThat(cell.signingKey("tokens-previous")).isEqualTo(old);
    assertThat(texts(cell.rotate("token-key").path("did"))).isEmpty();

    cell.later(Duration.ofMinutes(31));
    var ended = cell.rotate("token-key");
    assertThat(texts(ended.path("did"))).containsExactly("ended");
    assertThat(ended.path("next").isNull()).isTrue();
    assertThat(cell.isEnabled(old)).isFalse();
    assertThat(cell.isEnabled(next)).isTrue();
  }

  @Test
  void whereverItBreaksOffTheNextOneGoesOnAndAKeySignsAllTheWhile() throws Exception {
    var old = cell.signingKey("tokens");
    cell.rotate("token-key");
    var next = cell.signingKey("tokens-next");
    cell.later(Duration.ofMinutes(16));

    for (var operation : List.of("UpdateAlias", "DeleteAlias")) {
      cell.faults().inject("kms", operation, Faults.Kind.FAIL, 100);
      assertThatThrownBy(() -> cell.rotate("token-key"))
          .as(operation)
          .isInstanceOf(KmsException.class);
      cell.faults().clear();
      assertThat(cell.signingKey("tokens")).isIn(old, next);
    }
    cell.rotate("token-key");

    assertThat(cell.signingKey("tokens")).isEqualTo(next);
    assertThat(cell.signingKey("tokens-previous")).isEqualTo(old);
    assertThatThrownBy(() -> cell.signingKey("tokens-next")).hasMessageContaining("does not exist");
  }

  @Test
  void aCellWithoutSealsHasNoKeyForThem() {
    assertThatThrownBy(() -> cell.rotate("seal-key")).hasMessage("the cell has no such key");
  }

  @Test
  void whatIsNotKnownIsNotRotated() {
    assertThatThrownBy(() -> cell.rotate("everything"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not everything");
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
