package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.event.EventPattern;
import dev.cellwright.kernel.notice.Channel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// What holds of the resolver whatever people prefer: each repetition tries many that chance made.
class ChannelResolverTest {
  private static final int TRIES = 500;
  private static final List<String> PATTERNS =
      List.of("*", "task.*", "task.assigned", "task.completed", "board.*", "board.deleted");
  private static final String TYPE = "task.assigned";
  private static final Set<Channel> USUAL = Set.of(Channel.IN_APP, Channel.EMAIL);

  private record Case(List<Preference> own, @Nullable Topic topic, List<Preference> organization) {
    Set<Channel> ways(boolean critical) {
      return ChannelResolver.resolve(TYPE, critical, own, topic, organization, USUAL);
    }

    Case withOwn(Preference more) {
      var all = new ArrayList<>(own);
      all.removeIf(each -> each.pattern().equals(more.pattern()));
      all.add(more);
      return new Case(all, topic, organization);
    }
  }

  private static Set<Channel> channels(Random random) {
    var some = EnumSet.noneOf(Channel.class);
    for (var channel : Channel.values()) {
      if (random.nextBoolean()) {
        some.add(channel);
      }
    }
    return some;
  }

  private static Preference preference(Random random, String pattern) {
    return new Preference(new EventPattern(pattern), channels(random), random.nextInt(3) == 0);
  }

  private static List<Preference> preferences(Random random) {
    return PATTERNS.stream()
        .filter(_ -> random.nextBoolean())
        .map(pattern -> preference(random, pattern))
        .toList();
  }

  private static Case any(Random random) {
    var topic =
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> new Topic(true, null);
          default -> new Topic(false, random.nextBoolean() ? channels(random) : null);
        };
    return new Case(preferences(random), topic, preferences(random));
  }

  @RepeatedTest(4)
  void whatIsCriticalIsNeverSilent(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < TRIES; i++) {
      var each = any(random);

      assertThat(each.ways(true))
          .as("%s", each)
          .contains(Channel.IN_APP, Channel.EMAIL)
          .containsAll(each.ways(false));
    }
  }

  @RepeatedTest(4)
  void whatOnePersonSaysOfTheVeryTypeDecides(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < TRIES; i++) {
      var said = preference(random, TYPE);

      var ways = any(random).withOwn(said).ways(false);

      assertThat(ways).isEqualTo(said.muted() ? Set.of() : said.channels());
    }
  }

  @RepeatedTest(4)
  void aMoreSpecificPatternOfOnesOwnWins(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < TRIES; i++) {
      var all = preference(random, "*");
      var tasks = preference(random, "task.*");

      var each = new Case(List.of(all, tasks), null, preferences(random));

      assertThat(each.ways(false)).isEqualTo(tasks.ways());
      assertThat(new Case(List.of(tasks, all), null, each.organization()).ways(false))
          .as("in whatever order")
          .isEqualTo(tasks.ways());
    }
  }

  @RepeatedTest(4)
  void aPreferenceAboutSomethingElseChangesNothing(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < TRIES; i++) {
      var each = any(random);

      var more =
          each.withOwn(preference(random, random.nextBoolean() ? "board.*" : "task.completed"));

      assertThat(more.ways(false)).isEqualTo(each.ways(false));
    }
  }

  @RepeatedTest(4)
  void anOrganizationDecidesOnlyForWhoSaysNothing(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < TRIES; i++) {
      var said = preference(random, "*");

      var first = new Case(List.of(said), null, preferences(random)).ways(false);
      var second = new Case(List.of(said), null, preferences(random)).ways(false);

      assertThat(first).isEqualTo(second).isEqualTo(said.ways());
    }
  }

  @Test
  void aMutedThingIsSilentUnlessOneNamedTheType() {
    var watching = new Preference(new EventPattern("*"), Set.of(Channel.IN_APP), false);
    var named = new Preference(new EventPattern(TYPE), Set.of(Channel.SMS), false);
    var muted = new Topic(true, null);

    assertThat(new Case(List.of(watching), muted, List.of()).ways(false)).isEmpty();
    assertThat(new Case(List.of(watching, named), muted, List.of()).ways(false))
        .containsExactly(Channel.SMS);
  }

  @Test
  void whoSaysNothingIsToldAsTheModuleSays() {
    assertThat(new Case(List.of(), null, List.of()).ways(false)).isEqualTo(USUAL);
  }
}
