package dev.cellwright.testing.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Plan PLAN = Plan.of(7, 20, 20_000);

  @Test
  void theSameNumberMakesTheSameData() {
    var again = Plan.of(7, 20, 20_000);

    assertThat(again).isEqualTo(PLAN);
    assertThat(tasks(again)).isEqualTo(tasks(PLAN));
  }

  @Test
  void anotherNumberMakesOtherData() {
    assertThat(tasks(Plan.of(8, 20, 20_000))).isNotEqualTo(tasks(PLAN));
  }

  @Test
  void fewOrganizationsHaveMostOfTheTasks() {
    var sizes = PLAN.organizations().stream().map(PlannedOrganization::tasks).toList();

    assertThat(PLAN.tasks()).isEqualTo(20_000);
    assertThat(sizes.getFirst()).isBetween(5_000, 6_000);
    assertThat(sizes.get(1)).isBetween(2_500, 3_000);
    assertThat(sizes.getLast()).isLessThan(300);
  }

  @Test
  void everyTaskOfAnOrganizationHasAnAuthor() {
    assertThat(PLAN.organizations())
        .allMatch(each ->
            IntStream.range(0, each.people().size()).map(each::tasksOf).sum() == each.tasks());
  }

  @Test
  void moreTasksAreAddedToTheSameOnes() {
    var organization = PLAN.organizations().getFirst();
    var larger = Plan.of(7, 20, 40_000).organizations().getFirst();

    assertThat(larger.slug()).isEqualTo(organization.slug());
    assertThat(larger.people()).startsWith(organization.people().toArray(PlannedPerson[]::new));
    assertThat(PlannedTask.of(7, larger, 3, 5).title())
        .isEqualTo(PlannedTask.of(7, organization, 3, 5).title());
  }

  @Test
  void namesAndTextsAreInManyScripts() {
    var found = EnumSet.noneOf(UnicodeScript.class);
    Stream.concat(
            tasks(PLAN).stream().map(PlannedTask::title),
            PLAN.organizations().stream()
                .flatMap(each -> each.people().stream())
                .map(PlannedPerson::family))
        .flatMapToInt(String::codePoints)
        .forEach(letter -> found.add(UnicodeScript.of(letter)));

    assertThat(found)
        .contains(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARABIC,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL);
    assertThat(tasks(PLAN)).anyMatch(task -> task.title().contains("🚚"));
  }

  @Test
  void nothingIsLeftOfAPattern() {
    assertThat(tasks(PLAN))
        .noneMatch(task -> (task.title() + task.description()).matches("(?s).*[{}=].*"));
  }

  private static List<PlannedTask> tasks(Plan plan) {
    return plan.organizations().stream()
        .flatMap(organization ->
            IntStream.range(0, 40)
                .mapToObj(number -> PlannedTask.of(plan.seed(), organization, 0, number)))
        .toList();
  }
}
