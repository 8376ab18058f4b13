package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.may;
import static dev.cellwright.access.TestingAccess.openBoard;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckPermissionsTest {
  private static final String CHECK = "/api/v1/permissions/check";

  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void everyTierMayAskWhatItMayDo() {
    var board = openBoard(anna);
    for (var tier : List.of("guest", "member", "manager", "admin")) {
      var ben = joins(cell.register("ben"), anna, tier);

      assertThat(may(ben, "board", board, "view")).as(tier).isEqualTo(!tier.equals("guest"));
      assertThat(may(ben, "board", board, "delete"))
          .as(tier)
          .isEqualTo(List.of("manager", "admin").contains(tier));
    }
    assertThat(may(anna, "board", board, "share")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "relation, editor",
    "relation, edit",
    "permission, task.edit",
    "permission, task:edit"
  })
  void aPermissionIsARelationHoweverItIsWritten(String field, String name) {
    var body = Map.of("namespace", "task", "object_id", task(anna), field, name);

    var answer = anna.post(CHECK, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().toString()).isEqualTo("{\"allowed\":true}");
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(1);
  }

  @Test
  void aHundredAreAnsweredInOneCallAndInTheirOrder() {
    var task = task(anna);
    var hidden = UUID.randomUUID().toString();
    var yes = Map.of("namespace", "task", "object_id", task, "relation", "view");
    var no = Map.of("namespace", "task", "object_id", hidden, "relation", "view");

    var answer =
        anna.post(
            CHECK,
            Map.of(
                "checks",
                Collections.nCopies(50, List.of(yes, no)).stream().flatMap(List::stream).toList()));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("results")).hasSize(100);
    assertThat(answer.at("results").findValuesAsText("allowed").subList(0, 4))
        .containsExactly("true", "false", "true", "false");
    assertThat(answer.at("allowed").isMissingNode()).isTrue();
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(1);
    assertThat(anna.post(CHECK, Map.of("checks", Collections.nCopies(101, yes))).status())
        .isEqualTo(400);
    assertThat(anna.post(CHECK, Map.of("checks", List.of())).status()).isEqualTo(400);
  }

  @Test
  void whatOneCanNotSeeOneMayNotTouch() {
    var stranger = cell.register("stranger");
    var ben = joins(cell.register("ben"), anna, "member");
    var board = privateBoard(anna);

    assertThat(may(stranger, "board", board, "view")).isFalse();
    assertThat(may(ben, "board", board, "view")).isFalse();
    assertThat(may(ben, "board", UUID.randomUUID().toString(), "view")).isFalse();
  }

  @Test
  void whoSharesAThingSeesOthersAccessToIt() {
    var ben = joins(cell.register("ben"), anna, "member");
    var carl = joins(cell.register("carl"), anna, "guest");
    var task = task(ben);
    grant(ben, "task", task, "viewer", user(carl));

    assertThat(asked(ben, task, "view", carl).at("allowed").asBoolean()).isTrue();
    assertThat(asked(ben, task, "edit", carl).at("allowed").asBoolean()).isFalse();
    assertThat(asked(anna, task, "view", carl).at("allowed").asBoolean()).isTrue();
    assertThat(asked(carl, task, "view", ben).status()).isEqualTo(403);
    var dora = joins(cell.register("dora"), anna, "member");
    assertThat(asked(dora, task, "view", carl).at("allowed").asBoolean()).isFalse();
  }

  @Test
  void theOrganizationIsAnObjectToo() {
    var ben = joins(cell.register("ben"), anna, "member");
    var organization = anna.organization().toString();

    assertThat(may(ben, "organization", organization, "task.create")).isTrue();
    assertThat(may(ben, "organization", organization, "organization.edit")).isFalse();
    assertThat(may(ben, "organization", organization, "task_edit")).isFalse();
    assertThat(may(ben, "organization", cell.register("x").organization().toString(), "view"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "document, view, user, namespace",
    "task, fly, user, relation",
    "task, view, robot, subject.type",
  })
  void whatTheModelDoesNotHaveIsNamed(
      String namespace, String relation, String subject, String field) {
    var question =
        Map.of(
            "namespace",
            namespace,
            "object_id",
            task(anna),
            "relation",
            relation,
            "subject",
            Map.of("type", subject, "id", anna.id().toString()));

    var refused = anna.post(CHECK, question);
    var several = anna.post(CHECK, Map.of("checks", List.of(question)));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo(field);
    assertThat(several.at("error/details/0/field").asText()).isEqualTo("checks[0]." + field);
  }

  @Test
  void aQuestionThatIsNotWholeIsRefused() {
    var task = task(anna);

    assertThat(anna.post(CHECK, Map.of()).at("error/details").findValuesAsText("field"))
        .containsExactly("namespace", "object_id");
    assertThat(
            anna.post(CHECK, Map.of("namespace", "task", "object_id", task))
                .at("error/details/0/field")
                .asText())
        .isEqualTo("relation");
    assertThat(
            anna.post(
                    CHECK,
                    Map.of(
                        "namespace",
                        "task",
                        "object_id",
                        task,
                        "relation",
                        "view",
                        "permission",
                        "edit"))
                .at("error/details/0/message")
                .asText())
        .isEqualTo("can't stand beside permission: one of them says what is asked");
    assertThat(
            anna.post(
                    CHECK,
                    Map.of(
                        "namespace",
                        "task",
                        "checks",
                        List.of(
                            Map.of("namespace", "task", "object_id", task, "relation", "view"))))
                .status())
        .isEqualTo(400);
  }

  private static dev.cellwright.testing.Answer asked(
      Person person, String task, String relation, Person about) {
    return person.post(
        CHECK,
        Map.of(
            "namespace", "task", "object_id", task, "relation", relation, "subject", user(about)));
  }
}
