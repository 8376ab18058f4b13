package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.config.Database;
import dev.cellwright.config.Objectives;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurnRateTest {

  @Test
  void eachAlarmRingsWhenAFixedPartOfTheMonthsBudgetIsGone() {
    assertThat(BurnRate.values())
        .extracting(rate -> rate.spent().doubleValue())
        .containsExactly(0.02, 0.05, 0.1, 0.1);
  }

  @Test
  void theShortWindowIsAFractionOfTheLongOne() {
    assertThat(BurnRate.values())
        .allSatisfy(
            rate -> assertThat(rate.longWindow().dividedBy(rate.shortWindow())).isEqualTo(12));
  }

  @Test
  void atThreeNinesTheFastestAlarmIsAboutOneAndAHalfPercentOfBadRequests() {
    var budgets = Objective.of(new Objectives(new BigDecimal("99.9"), 500, 200));

    assertThat(budgets.getFirst().budget()).isEqualByComparingTo("0.001");
    assertThat(badShares(budgets.getFirst())).containsExactly("0.0144", "0.006", "0.003", "0.001");
    assertThat(badShares(budgets.getLast())).containsExactly("0.144", "0.06", "0.03", "0.01");
  }

  @Test
  void noPromiseThatCanBeConfiguredAsksForMoreBadRequestsThanThereAre() {
    var loosest = Objective.of(new Objectives(new BigDecimal("95"), 500, 200)).getFirst();

    assertThat(BurnRate.FASTEST.badShare(loosest.budget())).isLessThan(BigDecimal.ONE);
  }

  @Test
  void requestsOfAllApisAreOneShare() {
    var promised = Objective.of(new Objectives(new BigDecimal("99.9"), 500, 200));

    assertThat(promised.getFirst().share(List.of("a", "b")))
        .isEqualTo("(FILL(t0, 0) + FILL(t1, 0)) / (FILL(n0, 0) + FILL(n1, 0))");
    assertThat(promised.getLast().share(List.of("a")))
        .isEqualTo("1 - (FILL(t0, 0)) / (FILL(n0, 0))");
  }

  @Test
  void connectionsGrowWithTheDatabaseUpToWhatAuroraAllows() {
    assertThat(connections("0", "2")).isEqualTo(4L * (1L << 30) / 9_531_392 * 4 / 5);
    assertThat(connections("0.5", "64")).isEqualTo(1600);
    assertThat(connections("1", "64")).isEqualTo(4000);
  }

  private static long connections(String least, String most) {
    return DatabaseAlarms.mostConnections(
        new Database(new BigDecimal(least), new BigDecimal(most), 1, 5));
  }

  private static List<String> badShares(Objective objective) {
    return Arrays.stream(BurnRate.values())
        .map(rate -> rate.badShare(objective.budget()).stripTrailingZeros().toPlainString())
        .toList();
  }
}
