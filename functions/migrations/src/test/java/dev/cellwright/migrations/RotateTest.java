package dev.cellwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Faults;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void whileOneRotationRunsNoOtherDoes() throws Exception {
    cell.role("m_notes", "first password").bootstrap();
    Future<JsonNode> first;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var _ = cell.holding("alter role m_notes connection limit 5")) {
      first = threads.submit(() -> cell.rotate("passwords"));
      while (cell.superuser("select what from priv.rotation_turn").isEmpty()) {
        assertThat(first.isDone()).isFalse();
      }

      for (var what : List.of("passwords", "context-key", "token-key")) {
        assertThatThrownBy(() -> cell.rotate(what))
            .hasMessageContaining("another rotation is under way, of passwords; it ends by 2");
      }

      assertThat(cell.superuser("select what from priv.rotation_turn"))
          .containsExactly("passwords");
    }
    assertThat(texts(first.get().path("did"))).containsExactly("m_notes", "master");
    cell.login("m_notes", cell.passwordOf("m_notes")).close();
    assertThat(texts(cell.rotate("token-key").path("did"))).containsExactly("introduced");
  }

  @Test
  void aRotationThatWasKilledHoldsTheOthersUpNoLongerThanItCouldHaveRun() throws Exception {
    cell.bootstrap();
    cell.superuser(
        "call priv.take_turn(gen_random_uuid(), 'context-key');"
            + " update priv.rotation_turn set ends_by = now() - interval '1 second'");

    assertThat(texts(cell.rotate("token-key").path("did"))).containsExactly("introduced");
  }

  @Test
  void aTokenKeyIsShownThenSignsThenTheOldOneEnds() throws Exception {
    cell.bootstrap();
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
    cell.bootstrap();
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
