package dev.cellwright.cdk;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// How a cell keeps logs: encrypted with its key, as long as its configuration says.
///
/// In production they outlive what wrote them.
record CellLogs(CellPlan plan, IKey key) {

  /// For a stack other than the one that holds the key.
  static CellLogs in(CellStack stack, CellPlan plan) {
    var arn = new CellParameters(plan.names()).read(stack, CellParameters.DATA_KEY);
    return new CellLogs(plan, Key.fromKeyArn(stack, "DataKey", arn));
  }

  LogGroup group(Construct scope, String id, String name) {
    return LogGroup.Builder.create(scope, id)
        .logGroupName(name)
        .encryptionKey(key)
        .retention(retention(plan.config().environment().retention().logsDays()))
        .removalPolicy(plan.config().isProd() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
        .build();
  }

  /// CDK names each period in words.
  private static RetentionDays retention(int days) {
    return switch (days) {
      case 1 -> RetentionDays.ONE_DAY;
      case 3 -> RetentionDays.THREE_DAYS;
      case 5 -> RetentionDays.FIVE_DAYS;
      case 7 -> RetentionDays.ONE_WEEK;
      case 14 -> RetentionDays.TWO_WEEKS;
      case 30 -> RetentionDays.ONE_MONTH;
      case 60 -> RetentionDays.TWO_MONTHS;
      case 90 -> RetentionDays.THREE_MONTHS;
      case 120 -> RetentionDays.FOUR_MONTHS;
      case 150 -> RetentionDays.FIVE_MONTHS;
      case 180 -> RetentionDays.SIX_MONTHS;
      case 365 -> RetentionDays.ONE_YEAR;
      case 400 -> RetentionDays.THIRTEEN_MONTHS;
      case 545 -> RetentionDays.EIGHTEEN_MONTHS;
      case 731 -> RetentionDays.TWO_YEARS;
      case 1096 -> RetentionDays.THREE_YEARS;
      case 1827 -> RetentionDays.FIVE_YEARS;
      case 2192 -> RetentionDays.SIX_YEARS;
      case 2557 -> RetentionDays.SEVEN_YEARS;
      case 2922 -> RetentionDays.EIGHT_YEARS;
      case 3288 -> RetentionDays.NINE_YEARS;
      case 3653 -> RetentionDays.TEN_YEARS;
      default -> throw new IllegalArgumentException("CloudWatch Logs can't keep " + days + " days");
    };
  }
}
