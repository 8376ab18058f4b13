package dev.cellwright.testing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompareTest {
  private final Reading reading = new Reading();

  @Test
  void aGrantToATeamIsGainedByWhoIsInIt() {
    var compared =
        reading.compared(
            change("add", "shelf", reading.shelf, "reader", "team", reading.outer, "member"),
            "book#read",
            "shelf#view");

    assertThat(told(compared, "gains"))
        .containsExactlyInAnyOrder(
            reading.cleo.id() + " shelf#view " + reading.shelf,
            reading.cleo.id() + " book#read " + reading.emma,
            reading.cleo.id() + " book#read " + reading.ulysses);
    assertThat(told(compared, "loses")).isEmpty();
    assertThat(compared.path("truncated").booleanValue()).isFalse();
    assertThat(reading.may(reading.cleo, "book", "read", reading.emma)).isFalse();
  }

  @Test
  void whoLeavesATeamLosesWhatTheTeamHad() {
    reading.tuple("book", reading.emma, "reader", "team", reading.outer, "member");

    var compared =
        reading.compared(
            change("remove", "team", reading.inner, "member", "user", reading.cleo.id(), null),
            "book#read");

    assertThat(told(compared, "loses"))
        .containsExactly(reading.cleo.id() + " book#read " + reading.emma);
    assertThat(told(compared, "gains")).isEmpty();
    assertThat(reading.may(reading.cleo, "book", "read", reading.emma)).isTrue();
  }

  @Test
  void aGrantThatSomebodyHasAnotherWayChangesNothingForThem() {
    reading.tuple("book", reading.emma, "reader", "team", reading.outer, "member");
    reading.tuple("book", reading.emma, "reader", "user", reading.cleo.id(), "");

    var compared =
        reading.compared(
            change("remove", "team", reading.inner, "member", "user", reading.cleo.id(), null),
            "book#read");

    assertThat(told(compared, "loses")).isEmpty();
  }

  @Test
  void aTierThatChangesIsARowThatChanges() {
    var organization = reading.anna.organization();

    var up =
        reading.compared(
            "[%s, %s]"
                .formatted(
                    one(
                        "remove",
                        "organization",
                        organization,
                        "member",
                        "user",
                        reading.ben.id(),
                        null),
                    one(
                        "add",
                        "organization",
                        organization,
                        "admin",
                        "user",
                        reading.ben.id(),
                        null)));
    var down =
        reading.compared(
            "[%s, %s]"
                .formatted(
                    one(
                        "remove",
                        "organization",
                        organization,
                        "member",
                        "user",
                        reading.ben.id(),
                        null),
                    one(
                        "add",
                        "organization",
                        organization,
                        "guest",
                        "user",
                        reading.ben.id(),
                        null)));

    assertThat(told(up, "gains"))
        .contains(
            reading.ben.id() + " organization#book_read " + organization,
            reading.ben.id() + " organization#book_remove " + organization);
    assertThat(told(up, "loses")).isEmpty();
    assertThat(told(down, "gains")).isEmpty();
    assertThat(told(down, "loses"))
        .contains(reading.ben.id() + " organization#book_edit " + organization);
  }

  @Test
  void aRoleThatGainsAPermissionGivesItToWhoHasIt() {
    var role = UUID.randomUUID();
    var organization = reading.anna.organization();
    reading.tuple("role", role, "assignee", "team", reading.outer, "member");

    var compared =
        reading.compared(
            change("add", "organization", organization, "book_read", "role", role, "assignee"),
            "organization#book_read");

    assertThat(told(compared, "gains"))
        .containsExactly(reading.cleo.id() + " organization#book_read " + organization);
  }

  @Test
  void changesCountTogether() {
    var role = UUID.randomUUID();
    var organization = reading.anna.organization();

    var compared =
        reading.compared(
            "[%s, %s]"
                .formatted(
                    one("add", "organization", organization, "book_read", "role", role, "assignee"),
                    one("add", "role", role, "assignee", "user", reading.ben.id(), null)),
            "organization#book_read");

    assertThat(told(compared, "gains"))
        .containsExactly(reading.ben.id() + " organization#book_read " + organization);
  }

  @Test
  void whatWasForetoldIsWhatHappens() {
    var people = List.of(reading.anna, reading.ben, reading.cleo);
    var books = List.of(reading.emma, reading.ulysses);
    var before =
        people.stream()
            .flatMap(person ->
                books.stream()
                    .filter(book -> reading.may(person, "book", "read", book))
                    .map(book -> person.id() + " book#read " + book))
            .collect(Collectors.toSet());
    var compared =
        reading.compared(
            change(
                "add",
                "book",
                reading.emma,
                "reader",
                "organization",
                reading.anna.organization(),
                "member"),
            "book#read");

    reading.tuple(
        "book", reading.emma, "reader", "organization", reading.anna.organization(), "member");

    var after =
        people.stream()
            .flatMap(person ->
                books.stream()
                    .filter(book -> reading.may(person, "book", "read", book))
                    .map(book -> person.id() + " book#read " + book))
            .collect(Collectors.toSet());
    after.removeAll(before);
    assertThat(told(compared, "gains")).containsExactlyInAnyOrderElementsOf(after);
    assertThat(after).hasSize(2);
  }

  @Test
  void whatNobodyCanBecomeIsRefused() {
    assertThatThrownBy(() ->
            reading.compared(
                change("add", "book", reading.emma, "edit", "user", reading.ben.id(), null)))
        .hasMessageContaining("nobody becomes or ceases to be edit of a book that way");
    assertThatThrownBy(() ->
            reading.compared(
                change("add", "book", reading.emma, "shelf", "shelf", reading.shelf, null)))
        .hasMessageContaining("that way");
  }

  private static List<String> told(JsonNode compared, String which) {
    return StreamSupport.stream(compared.path(which).spliterator(), false)
        .map(each ->
            each.path("person").asText()
                + " "
                + each.path("permission").asText()
                + " "
                + each.path("object_id").asText())
        .toList();
  }

  private static String change(
      String change,
      String type,
      UUID object,
      String relation,
      String subjectType,
      UUID subject,
      @Nullable String held) {
    return "[" + one(change, type, object, relation, subjectType, subject, held) + "]";
  }

  private static String one(
      String change,
      String type,
      UUID object,
      String relation,
      String subjectType,
      UUID subject,
      @Nullable String held) {
    return """
    {"change": "%s", "namespace": "%s", "object_id": "%s", "relation": "%s",
      "subject": {"type": "%s", "id": "%s", "relation": %s}}
    """
        .formatted(
            change,
            type,
            object,
            relation,
            subjectType,
            subject,
            held == null ? "null" : "\"" + held + "\"");
  }
}
