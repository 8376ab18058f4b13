package dev.cellwright.notifications;

import static dev.cellwright.notifications.TestingNotifications.joins;
import static dev.cellwright.notifications.TestingNotifications.prefers;
import static dev.cellwright.notifications.TestingNotifications.taskFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {
  private static final String DEVICES = "/api/v1/notification-devices";
  private static final String NUMBER = "/api/v1/notification-number";

  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");
  private final Person bo = joins(cell.register("bo"), anna, "member");
  private final String token = "token-" + UUID.randomUUID();
  private final String phone = "+4366412" + ThreadLocalRandom.current().nextInt(100_000, 1_000_000);

  @AfterEach
  void nothingGoesWrongForOthers() {
    cell.faults().clear();
  }

  private String register(Person person) {
    var answer = person.post(DEVICES, Map.of("platform", "gcm", "token", token, "name", "Phone"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.text()).doesNotContain(token);
    cell.deliver();
    return answer.at("id").asText();
  }

  private List<String> pushes() throws Exception {
    return cell.front().sns().pushes(token).stream().map(push -> push.payload()).toList();
  }

  private String code() throws Exception {
    return cell.front().sns().sms(phone).getFirst().text().replaceAll("\\D*(\\d{6}).*", "$1");
  }

  @Test
  void aRegisteredDeviceIsPushedTo() throws Exception {
    register(bo);
    prefers(bo, Map.of("event_type", "task.assigned", "channels", List.of("in_app", "push")));
    taskFor(anna, bo, "Ring");

    cell.deliver();

    assertThat(pushes()).hasSize(1);
    assertThat(pushes().getFirst()).contains("fcmV1Message", "assigned you “Ring”", "/tasks/");
  }

  @Test
  void aPushThatFailsIsTriedAgainAMinuteLater() throws Exception {
    register(bo);
    prefers(bo, Map.of("event_type", "task.assigned", "channels", List.of("push")));
    cell.faults().inject("sns", "Publish", Faults.Kind.FAIL, 10);
    taskFor(anna, bo, "Again");
    cell.deliver();
    cell.faults().clear();
    assertThat(pushes()).isEmpty();

    cell.deliver();
    assertThat(pushes()).as("not before its time").isEmpty();
    try (var later = cell.clock().ahead(Duration.ofSeconds(61))) {
      cell.deliver();
      cell.deliver();
    }

    assertThat(pushes()).hasSize(1);
  }

  @Test
  void whatCanNotBePushedForADayIsGivenUp() throws Exception {
    register(bo);
    prefers(bo, Map.of("event_type", "task.assigned", "channels", List.of("push")));
    cell.faults().inject("sns", "Publish", Faults.Kind.FAIL, 1000);
    taskFor(anna, bo, "Never");
    cell.deliver();
    try (var later = cell.clock().ahead(Duration.ofHours(25))) {
      cell.deliver();
    }

    assertThat(
            cell.database()
                .rows(
                    "select status from notifications.notifications where org_id = ? and channel = 'push'",
                    anna.organization()))
        .extracting(row -> row.path("status").asText())
        .containsExactly("failed");
  }

  @Test
  void aDeviceWhoseAppIsGoneIsForgotten() throws Exception {
    register(bo);
    prefers(bo, Map.of("event_type", "task.assigned", "channels", List.of("push")));
    var endpoint =
        cell.database()
            .rows("select endpoint_arn from notifications.push_devices where token = ?", token)
            .getFirst()
            .path("endpoint_arn")
            .asText();
    cell.front().sns().uninstall(endpoint);
    taskFor(anna, bo, "Nobody there");

    cell.deliver();

    assertThat(bo.get(DEVICES).at("meta/total").asInt()).isZero();
    // The app is installed again: the same token, whose endpoint is enabled again.
    register(bo);
    taskFor(anna, bo, "There again");
    cell.deliver();
    assertThat(pushes()).hasSize(1);
  }

  @Test
  void aDeviceIsPushedToAsLongAsItsLogInLasts() throws Exception {
    register(bo);
    prefers(bo, Map.of("event_type", "task.assigned", "channels", List.of("push")));
    bo.post("/api/v1/auth/logout", null);
    taskFor(anna, bo, "Logged out");

    cell.deliver();

    assertThat(pushes()).isEmpty();
  }

  @Test
  void aTokenIsOnePersonsAtATime() {
    var id = register(bo);

    register(anna);

    assertThat(bo.get(DEVICES).at("meta/total").asInt()).isZero();
    assertThat(bo.delete(DEVICES + "/" + id).status()).isEqualTo(404);
    assertThat(anna.get(DEVICES).at("meta/total").asInt()).isEqualTo(1);
  }

  @Test
  void aNumberGetsMessagesOnceItsCodeWasSaid() throws Exception {
    prefers(bo, Map.of("event_type", "task.assigned", "channels", List.of("sms")));
    var set = bo.put(NUMBER, Map.of("number", phone));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.at("verified_at").isNull()).isTrue();
    taskFor(anna, bo, "Too early");
    cell.deliver();
    assertThat(cell.front().sns().sms(phone)).hasSize(1);

    var said = bo.post(NUMBER + "/verification", Map.of("code", code()));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(said.at("verified_at").isNull()).isFalse();
    taskFor(anna, bo, "By message");
    cell.deliver();

    assertThat(cell.front().sns().sms(phone).getFirst().text()).contains("By message");
    assertThat(bo.delete(NUMBER).status()).isEqualTo(204);
    assertThat(bo.get(NUMBER).status()).isEqualTo(404);
  }

  @Test
  void codesAreGuessedFiveTimesAndNoOftener() throws Exception {
    bo.put(NUMBER, Map.of("number", phone));
    cell.deliver();
    var right = code();
    var wrong = right.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < 5; i++) {
      assertThat(bo.post(NUMBER + "/verification", Map.of("code", wrong)).status()).isEqualTo(400);
    }

    assertThat(bo.post(NUMBER + "/verification", Map.of("code", right)).status()).isEqualTo(409);
  }

  @Test
  void codesAreSentOnceAMinuteAndFiveTimesADayWhateverIsDeletedMeanwhile() {
    bo.put(NUMBER, Map.of("number", phone));
    var soon = bo.post(NUMBER + "/code", null);
    assertThat(soon.status()).isEqualTo(429);
    assertThat(soon.header("Retry-After")).isEqualTo("60");

    bo.delete(NUMBER);
    assertThat(bo.put(NUMBER, Map.of("number", phone)).status()).isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0664123456", "+0123456789", "+43 664 123456", "+1234567890123456"})
  void whatIsNoNumberIsRefused(String number) {
    assertThat(bo.put(NUMBER, Map.of("number", number)).status()).isEqualTo(400);
  }
}
