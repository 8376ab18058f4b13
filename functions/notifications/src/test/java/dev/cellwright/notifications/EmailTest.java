package dev.cellwright.notifications;

import static dev.cellwright.notifications.TestingNotifications.joins;
import static dev.cellwright.notifications.TestingNotifications.prefers;
import static dev.cellwright.notifications.TestingNotifications.taskFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.ses.SentMail;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Delivered;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
  private static final String TEMPLATE = "/api/v1/email-templates/notification";
  private static final String SUPPRESSIONS = "/api/v1/email-suppressions";

  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");
  private final Person bo = joins(cell.register("bo"), anna, "member");

  @AfterEach
  void nothingGoesWrongForOthers() {
    cell.faults().clear();
  }

  private void assign(String title) {
    prefers(bo, Map.of("event_type", "task.assigned", "channels", List.of("in_app", "email")));
    taskFor(anna, bo, title);
  }

  private List<SentMail> mail(String title) {
    return cell.mailTo(bo.email()).stream().filter(mail -> mail.subject().contains(title)).toList();
  }

  private String stopLink(String title) {
    return String.valueOf(mail(title).getFirst().headers().get("List-Unsubscribe"))
        .replaceAll("[<>]", "");
  }

  private JsonNode log() {
    var answer = anna.get("/api/v1/email-log?filter[user_id]=" + bo.id());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.at("data");
  }

  private List<String> statuses(String title) {
    return log()
        .valueStream()
        .filter(row -> row.path("subject").asText().contains(title))
        .map(row -> row.path("status").asText())
        .toList();
  }

  private Answer override(Person person, Map<String, ?> body) {
    return person.put(TEMPLATE, body);
  }

  private Event requested(List<Delivered> delivered) {
    return delivered.stream()
        .map(Delivered::event)
        .filter(event -> event.type().equals("email.requested"))
        .filter(event -> anna.organization().equals(event.organization()))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  void aNotificationIsMailedOnceAndLogged() {
    assign("Feed the cat");

    var delivered = cell.deliver();

    var mail = mail("Feed the cat").getFirst();
    assertThat(mail.from()).isEqualTo("no-reply@acme-crm.test");
    assertThat(mail.text()).contains("Hello bo Tester", "https://acme-crm.test/tasks/");
    assertThat(mail.html()).contains("anna Tester assigned you");
    assertThat(mail.headers().get("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    var entry = log().path(0);
    assertThat(entry.path("status").asText()).isEqualTo("delivered");
    assertThat(entry.path("provider").asText()).isEqualTo("ses");
    assertThat(entry.path("provider_message_id").asText()).isEqualTo(mail.id());
    assertThat(entry.path("to_address").asText()).isEqualTo(bo.email());
    assertThat(mail.tags().get("email")).isEqualTo(entry.path("id").asText());
    cell.redeliver(requested(delivered));
    assertThat(mail("Feed the cat")).hasSize(1);
    assertThat(cell.trail(anna.organization()).toString()).doesNotContain(bo.email());
    assertThat(cell.events(anna.organization()).toString()).doesNotContain(bo.email());
    assertThat(letters()).isZero();
  }

  private long letters() {
    return cell.database()
        .rows("select id from core.letters where org_id = ?", anna.organization())
        .size();
  }

  @Test
  void mailThatIsTakenIsLeftAloneUntilTheLeaseIsOver() {
    assign("Leased");
    cell.faults().inject("ses", "SendEmail", Faults.Kind.THROTTLE, 20);
    var delivered = cell.deliver();
    cell.faults().clear();
    var event = requested(delivered);
    cell.database()
        .change(
            "update notifications.email_log set leased_until = cell.now() + interval '2 minutes' where org_id = ? and id = ?",
            anna.organization(),
            event.entityId());

    assertThatThrownBy(() -> cell.redeliver(event))
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(mail("Leased")).isEmpty();
    try (var later = cell.clock().ahead(Duration.ofSeconds(121))) {
      cell.redeliver(event);
    }

    assertThat(mail("Leased")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"THROTTLE", "FAIL"})
  void whatSesDoesNotTakeIsTriedAgainAfterOneFiveThirtyAndAHundredTwentyMinutes(String kind) {
    assign("Later " + kind);
    cell.faults().inject("ses", "SendEmail", Faults.Kind.valueOf(kind), 1000);
    cell.deliver();
    assertThat(statuses("Later")).containsExactly("queued");

    int passed = 0;
    for (int minutes : List.of(1, 5, 30, 120)) {
      passed += minutes * 60;
      try (var early = cell.clock().ahead(Duration.ofSeconds(passed - 5))) {
        cell.deliver();
        assertThat(
                cell.database()
                    .rows(
                        "select attempts from notifications.email_log where org_id = ? and subject like '%Later%'",
                        anna.organization())
                    .getFirst()
                    .path("attempts")
                    .asInt())
            .isEqualTo(List.of(1, 5, 30, 120).indexOf(minutes) + 1);
      }
      try (var due = cell.clock().ahead(Duration.ofSeconds(passed + 1))) {
        cell.deliver();
      }
    }

    cell.faults().clear();
    assertThat(statuses("Later")).containsExactly("failed");
    assertThat(letters()).isZero();
  }

  @Test
  void aPassingThrottleDelaysTheMailByAMinute() {
    assign("Throttled");
    cell.faults().inject("ses", "SendEmail", Faults.Kind.THROTTLE, 20);
    cell.deliver();
    cell.faults().clear();

    try (var later = cell.clock().ahead(Duration.ofSeconds(61))) {
      cell.deliver();
    }

    assertThat(mail("Throttled")).hasSize(1);
    assertThat(statuses("Throttled")).containsExactly("delivered");
  }

  @Test
  void anOrganizationsOwnTextStandsInThePlaceOfTheModules() {
    var put =
        override(
            anna,
            Map.of(
                "subject",
                "Acme: {{title}}",
                "body_html",
                "<p>Dear {{recipient}}, {{nobody}}{{title}}</p>"));
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(put.at("overridden").asBoolean()).isTrue();
    assign("Own");

    cell.deliver();

    var mail = mail("Own").getFirst();
    assertThat(mail.subject()).startsWith("Acme: anna Tester assigned");
    assertThat(mail.text()).startsWith("Dear bo Tester, anna Tester assigned");
    assertThat(log().at("/0/missing/list/0").asText()).isEqualTo("nobody");
    var stranger = cell.register("stranger");
    assertThat(stranger.get(TEMPLATE).at("overridden").asBoolean()).isFalse();
    assertThat(anna.get("/api/v1/email-templates?filter[overridden]=true").at("data").size())
        .isOne();
    assertThat(stranger.get("/api/v1/email-templates?filter[overridden]=true").at("data").size())
        .isZero();
    assertThat(stranger.delete(TEMPLATE).status()).isEqualTo(404);
    assertThat(anna.delete(TEMPLATE).status()).isEqualTo(204);
    assertThat(anna.get(TEMPLATE).at("overridden").asBoolean()).isFalse();
  }

  @Test
  void aPersonIsWrittenToInTheirLanguage() {
    assertThat(bo.patch("/api/v1/users/me", Map.of("locale", "de-AT")).status()).isEqualTo(200);
    assign("Deutsch");

    cell.deliver();

    assertThat(mail("Deutsch").getFirst().text()).contains("Hallo bo Tester");
    assertThat(anna.get(TEMPLATE + "?locale=de-AT").at("locale").asText()).isEqualTo("de");
    assertThat(anna.get(TEMPLATE + "?locale=fr").at("locale").asText()).isEqualTo("en");
  }

  @Test
  void whatAPreviewShowsInALanguageIsWhatIsSentInIt() {
    bo.patch("/api/v1/users/me", Map.of("locale", "ZH-hant-TW"));
    override(
        anna,
        Map.of("subject", "您好 {{title}}", "body_html", "<p>{{title}}</p>", "locale", "zh-HANT"));
    assign("Taiwan");

    cell.deliver();

    assertThat(anna.get(TEMPLATE + "?locale=zh-Hant-TW").at("locale").asText())
        .isEqualTo("zh-Hant");
    assertThat(mail("Taiwan").getFirst().subject()).startsWith("您好");
  }

  @Test
  void anInvitationIsMailedBehindItsRequestAndAgainWhereSesWouldNot() {
    var email = "guest." + UUID.randomUUID() + "@example.com";
    cell.faults().inject("ses", "SendEmail", Faults.Kind.THROTTLE, 20);

    var invited = anna.post("/api/v1/invitations", Map.of("email", email));
    cell.deliver();
    cell.faults().clear();

    assertThat(invited.at("mail").asText()).isEqualTo("queued");
    assertThat(cell.mailTo(email)).isEmpty();
    var entry = anna.get("/api/v1/email-log?filter[template_slug]=invitation").at("data/0");
    assertThat(entry.path("id")).isEqualTo(invited.at("mail_id"));
    assertThat(entry.path("status").asText()).isEqualTo("queued");
    try (var _ = cell.clock().ahead(Duration.ofMinutes(2))) {
      cell.deliver();
    }
    var mail = cell.mailTo(email).getFirst();
    assertThat(mail.subject()).startsWith("Invitation to join ");
    assertThat(mail.text()).startsWith("anna Tester invites you").contains("/accept?token=");
    assertThat(mail.html()).contains("/accept?token=");
    assertThat(mail.headers()).doesNotContainKey("List-Unsubscribe");
  }

  @Test
  void whatGoesToStrangersIsInTheModulesWords() {
    var words =
        Map.of("subject", "You won", "body_html", "<a href=\"https://evil.example\">Here</a>");

    var put = anna.put("/api/v1/email-templates/invitation", words);

    assertThat(put.status()).as(put.text()).isEqualTo(409);
    assertThat(anna.get("/api/v1/email-templates/invitation").at("overridden").asBoolean(true))
        .isFalse();
  }

  @Test
  void aTemplateThatCanNotBeWrittenIsRefusedWithThePlace() {
    var refused = override(anna, Map.of("subject", "x", "body_html", "<p>\n{{> secrets}}</p>"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("body_html");
    assertThat(refused.at("error/details/0/message").asText()).startsWith("line 2, column 1: ");
    assertThat(override(bo, Map.of("subject", "x", "body_html", "x")).status()).isEqualTo(403);
    assertThat(
            anna.put("/api/v1/email-templates/nothing", Map.of("subject", "x", "body_html", "x"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void aTemplateThatCanNotBeWrittenFailsAloneAndNobodyElseNotices() {
    // The example has a body; a task that is assigned has none.
    override(anna, Map.of("subject", "{{body}}", "body_html", "<p>{{title}}</p>"));
    assign("Broken");
    var other = cell.register("other");
    var tested = other.post(TEMPLATE + "/test", null);

    cell.deliver();

    assertThat(log().at("/0/status").asText()).isEqualTo("failed");
    assertThat(log().at("/0/error").asText()).startsWith("subject: ");
    assertThat(mail("Broken")).isEmpty();
    assertThat(tested.status()).as(tested.text()).isEqualTo(202);
    assertThat(cell.mailTo(other.email())).hasSize(1);
  }

  @Test
  void aPreviewIsTheMailWithItsExamples() {
    var plain = anna.post(TEMPLATE + "/preview", null);
    var filled =
        anna.post(
            TEMPLATE + "/preview",
            Map.of("variables", Map.of("title", "a\nBcc: b"), "locale", "de"));

    assertThat(plain.status()).as(plain.text()).isEqualTo(200);
    assertThat(plain.at("subject").asText()).contains("Feed the cat");
    assertThat(plain.at("missing").size()).isZero();
    assertThat(filled.at("subject").asText()).isEqualTo("a Bcc: b");
    assertThat(filled.at("text").asText()).contains("Hallo");
    assertThat(cell.databaseCallsOf(plain)).isOne();
  }

  @Test
  void oneClickStopsMailOfThatKindAndNoOther() {
    assign("Stop me");
    cell.deliver();
    var link = stopLink("Stop me");
    var path = link.substring("https://acme-crm.test".length());

    var stopped =
        cell.anonymous()
            .send(
                "POST",
                path,
                "List-Unsubscribe=One-Click",
                "Content-Type",
                "application/x-www-form-urlencoded");
    cell.anonymous().post(path, null);

    assertThat(stopped.status()).as(stopped.text()).isEqualTo(204);
    taskFor(anna, bo, "Stop me twice");
    cell.deliver();
    assertThat(mail("Stop me twice")).isEmpty();
    assertThat(TestingNotifications.titles(bo)).anyMatch(title -> title.contains("Stop me twice"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aTokenThatWasChangedStopsNothing(int part) {
    assign("Forged");
    cell.deliver();
    var token = stopLink("Forged").replaceAll(".*token=", "");
    var parts = token.split("\\.", -1);
    parts[part] = UUID.randomUUID().toString();

    var answer =
        cell.anonymous().post("/api/v1/email/unsubscribe?token=" + String.join(".", parts), null);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(cell.anonymous().post("/api/v1/email/unsubscribe?token=x", null).status())
        .isEqualTo(400);
  }

  @Test
  void anAddressThatBouncesGetsNothingMoreUntilThatIsLifted() throws Exception {
    assign("Bounce");
    cell.deliver();
    cell.front().mailbox().end(mail("Bounce").getFirst().id(), null, SentMail.Outcome.BOUNCED);

    cell.deliver();
    taskFor(anna, bo, "Unsent");
    cell.deliver();

    assertThat(statuses("Bounce")).containsExactly("bounced");
    assertThat(mail("Unsent")).isEmpty();
    assertThat(log().at("/0/status").asText()).isEqualTo("suppressed");
    assertThat(bo.get("/api/v1/notifications?filter[type]=email.bounced").at("data").size())
        .isOne();
    var suppressed = anna.get(SUPPRESSIONS).at("data");
    assertThat(suppressed.at("/0/address").asText()).isEqualTo(bo.email());
    assertThat(suppressed.at("/0/reason").asText()).isEqualTo("bounce");
    assertThat(cell.trail(anna.organization()).toString()).doesNotContain(bo.email());
    assertThat(bo.get(SUPPRESSIONS).status()).isEqualTo(403);
    var path = SUPPRESSIONS + "/" + suppressed.at("/0/id").asText();
    var stranger = cell.register("stranger");
    assertThat(stranger.get(SUPPRESSIONS).at("data").size()).isZero();
    assertThat(stranger.delete(path).status()).isEqualTo(404);
    assertThat(anna.delete(path).status()).isEqualTo(204);
    taskFor(anna, bo, "Sent again");
    cell.deliver();
    assertThat(mail("Sent again")).hasSize(1);
  }

  @Test
  void aComplaintIsAsGoodAsABounce() throws Exception {
    assign("Complain");
    cell.deliver();
    cell.front().mailbox().end(mail("Complain").getFirst().id(), null, SentMail.Outcome.COMPLAINED);

    cell.deliver();

    assertThat(statuses("Complain")).containsExactly("complained");
    assertThat(anna.get(SUPPRESSIONS).at("data/0/reason").asText()).isEqualTo("complaint");
  }

  @Test
  void anotherOrganizationSeesNothingOfIt() {
    assign("Secret");
    cell.deliver();
    var stranger = cell.register("stranger");

    assertThat(stranger.get("/api/v1/email-log").text()).doesNotContain("Secret", bo.email());
    assertThat(bo.get("/api/v1/email-log").status()).isEqualTo(403);
    assertThat(
            anna.get(
                    "/api/v1/email-log?filter[to_address]="
                        + bo.email()
                        + "&filter[status]=delivered")
                .at("data")
                .size())
        .isPositive();
  }

  @Test
  void mailIsForgottenAfterHalfAYear() {
    assign("Old");
    cell.deliver();

    try (var later = cell.clock().ahead(Duration.ofDays(181))) {
      cell.runJob("notifications:forgetMail");
    }

    assertThat(log().size()).isZero();
  }

  @Test
  void mailWhoseMessageWasLostIsGivenUpAfterADay() {
    cell.deliver();
    assign("Taken and lost");
    cell.faults().inject("ses", "SendEmail", Faults.Kind.THROTTLE, 1000);
    cell.deliver();
    cell.faults().clear();
    cell.database()
        .change(
            "delete from core.due_events where org_id = ? and type = 'email.due'",
            anna.organization());
    cell.database()
        .change(
            """
            insert into core.letters (org_id, module, template, user_id, variables)
            values (?, 'tasks', 'notification', ?, '{}')
            """,
            anna.organization(),
            bo.id());

    try (var tooEarly = cell.clock().ahead(Duration.ofHours(23))) {
      cell.runJob("notifications:giveUpMail");
      assertThat(letters()).isEqualTo(2);
    }
    try (var later = cell.clock().ahead(Duration.ofHours(25))) {
      cell.runJob("notifications:giveUpMail");
    }

    assertThat(letters()).isZero();
    assertThat(log().findValuesAsText("status")).doesNotContain("queued");
    assertThat(log().valueStream().filter(row -> row.path("status").asText().equals("failed")))
        .hasSize(2)
        .allSatisfy(row -> {
          assertThat(row.path("error").asText()).startsWith("given up after a day");
          assertThat(row.path("to_address").asText()).isEqualTo(bo.email());
        });
  }

  @Test
  void mailThatIsBeingSentIsNotGivenUp() {
    cell.deliver();
    assign("Being sent");
    cell.faults().inject("ses", "SendEmail", Faults.Kind.THROTTLE, 1000);
    cell.deliver();
    cell.faults().clear();

    try (var later = cell.clock().ahead(Duration.ofHours(25))) {
      cell.database()
          .change(
              "update notifications.email_log set leased_until = cell.now() + interval '1 minute' where org_id = ?",
              anna.organization());
      cell.runJob("notifications:giveUpMail");
      assertThat(letters()).isEqualTo(1);
    }
    assertThat(statuses("Being sent")).containsExactly("queued");

    try (var afterTheLease = cell.clock().ahead(Duration.ofHours(26))) {
      cell.runJob("notifications:giveUpMail");
    }
    assertThat(statuses("Being sent")).containsExactly("failed");
    assertThat(letters()).isZero();
  }
}
