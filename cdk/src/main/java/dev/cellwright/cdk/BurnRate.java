package dev.cellwright.cdk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/// How fast a budget of bad requests may be used up before somebody is told: a multiple of the pace
/// that just lasts for the period, measured over a long window, so that it matters, and over a
/// short one, so that the alarm ends soon after the trouble.
enum BurnRate {
  /// 2 % of the budget in an hour.
  FASTEST("14.4", Duration.ofHours(1), Duration.ofMinutes(5)),
  /// 5 % in six hours.
  FAST("6", Duration.ofHours(6), Duration.ofMinutes(30)),
  /// 10 % in a day.
  SLOW("3", Duration.ofDays(1), Duration.ofHours(2)),
  /// 10 % in three days: a pace at which nothing is left.
  SLOWEST("1", Duration.ofDays(3), Duration.ofHours(6));

  /// For how long a budget has to last.
  static final Duration PERIOD = Duration.ofDays(30);

  private final BigDecimal factor;
  private final Duration longWindow;
  private final Duration shortWindow;

  BurnRate(String factor, Duration longWindow, Duration shortWindow) {
    this.factor = new BigDecimal(factor);
    this.longWindow = longWindow;
    this.shortWindow = shortWindow;
  }

  Duration longWindow() {
    return longWindow;
  }

  Duration shortWindow() {
    return shortWindow;
  }

  /// The share of bad requests at this rate.
  ///
  /// @param budget the share that may be bad
  BigDecimal badShare(BigDecimal budget) {
    return factor.multiply(budget);
  }

  /// The share of the budget that is gone after the long window.
  BigDecimal spent() {
    return factor
        .multiply(BigDecimal.valueOf(longWindow.toMinutes()))
        .divide(BigDecimal.valueOf(PERIOD.toMinutes()), MathContext.DECIMAL64);
  }

  /// As alarms and pages call it: `14.4x`.
  String text() {
    return factor.toPlainString() + "x";
  }
}
