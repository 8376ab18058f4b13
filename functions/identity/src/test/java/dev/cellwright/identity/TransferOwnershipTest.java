package dev.cellwright.identity;

import static dev.cellwright.identity.TestingPeople.ORGANIZATIONS;
import static dev.cellwright.identity.TestingPeople.founder;
import static dev.cellwright.identity.TestingPeople.joined;
import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferOwnershipTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void theNewOwnerOwnsItAndTheOldOneIsAnAdmin() {
    var anna = founder(cell, "anna");
    var berta = joined(cell, anna, "berta", "guest");

    var transferred = transfer(anna, anna, berta.id(), anna.password());

    assertThat(transferred.status()).as(transferred.text()).isEqualTo(200);
    assertThat(transferred.at("role").asText()).isEqualTo("admin");
    assertThat(cell.databaseCallsOf(transferred)).as("as logging in").isEqualTo(2);
    assertThat(berta.get(ORGANIZATIONS + anna.organization()).at("role").asText())
        .isEqualTo("owner");
    var told = cell.events(anna.organization()).getLast();
    assertThat(told.path("type").asText()).isEqualTo("organization.ownership_transferred");
    assertThat(told.at("/data/from_user_id").asText()).isEqualTo(anna.id().toString());
    assertThat(told.at("/data/to_user_id").asText()).isEqualTo(berta.id().toString());
    assertThat(transfer(anna, anna, berta.id(), anna.password()).status()).isEqualTo(403);
  }

  @Test
  void aPersonalOrganizationStaysWithItsPerson() {
    var anna = cell.register("anna");
    var berta = joined(cell, anna, "berta", "admin");

    var refused = transfer(anna, anna, berta.id(), anna.password());

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("error/message").asText()).containsIgnoringCase("personal");
    assertThat(anna.get(ORGANIZATIONS + anna.organization()).at("role").asText())
        .isEqualTo("owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest", "member", "manager", "admin"})
  void nobodyElseHandsItOver(String role) {
    var anna = founder(cell, "anna");
    var berta = joined(cell, anna, "berta", role);

    assertThat(transfer(berta, anna, berta.id(), berta.password()).status()).isEqualTo(403);
  }

  @Test
  void aStrangerIsToldThatThereIsNoSuchOrganization() {
    var anna = founder(cell, "anna");
    var stranger = cell.register("stranger");

    assertThat(transfer(stranger, anna, stranger.id(), stranger.password()).status())
        .isEqualTo(404);
  }

  @Test
  void onlyAnAcceptedMemberTakesItOver() {
    var anna = founder(cell, "anna");
    var open = cell.register("open");
    var members = ORGANIZATIONS + anna.organization() + "/members";
    anna.post(members, Map.of("user_id", open.id(), "role", "admin"));

    for (var heir :
        List.of(open.id(), cell.register("stranger").id(), UUID.randomUUID(), anna.id())) {
      var refused = transfer(anna, anna, heir, anna.password());

      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.at("error/details/0/field").asText()).isEqualTo("newOwnerId");
    }
    assertThat(anna.get(ORGANIZATIONS + anna.organization()).at("role").asText())
        .isEqualTo("owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"newOwnerId\": \"x\", \"password\": \"y\"}", "[]"})
  void aBodyOfAnotherShapeIsRefused(String body) {
    var anna = founder(cell, "anna");

    assertThat(anna.post(ORGANIZATIONS + anna.organization() + "/transfer", body).status())
        .isEqualTo(400);
  }

  @Test
  void wrongPasswordsAreCountedWithFailedLogInsAndLockTheAddress() {
    var anna = founder(cell, "anna");
    var berta = joined(cell, anna, "berta", "admin");

    for (int i = 0; i < 5; i++) {
      var refused = transfer(anna, anna, berta.id(), "wrong");
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    }

    var locked = transfer(anna, anna, berta.id(), anna.password());
    assertThat(locked.status()).as(locked.text()).isEqualTo(423);
    assertThat(locked.header("Retry-After")).isNotNull();
    assertThat(
            cell.anonymous()
                .post(
                    "/api/v1/auth/login",
                    Map.of("email", anna.email(), "password", anna.password()))
                .status())
        .isEqualTo(423);
    assertThat(berta.get(ORGANIZATIONS + anna.organization()).at("role").asText())
        .isEqualTo("admin");
  }

  @Test
  void handedOverTwiceAtOnceItHasOneOwner() throws Exception {
    var anna = founder(cell, "anna");
    var transferring =
        List.of(joined(cell, anna, "berta", "admin"), joined(cell, anna, "carla", "member"))
            .stream()
            .<Callable<Answer>>map(heir -> () -> transfer(anna, anna, heir.id(), anna.password()))
            .toList();

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      assertThat(
              executor.invokeAll(transferring).stream().map(Future::resultNow).map(Answer::status))
          .containsExactlyInAnyOrder(200, 403);
    }

    assertThat(
            anna.get(ORGANIZATIONS + anna.organization() + "/members?filter[role]=owner")
                .at("data")
                .size())
        .isOne();
  }

  private static Answer transfer(Caller caller, Person owner, UUID heir, String password) {
    return caller.post(
        ORGANIZATIONS + owner.organization() + "/transfer",
        Map.of("newOwnerId", heir, "password", password));
  }
}
