package dev.cellwright.cost;

import java.io.IOException;
import java.nio.file.Path;

/// What all that the CDK has written into a folder costs in a month in which nobody uses it.
public final class Estimate {
  private Estimate() {}

  /// @throws RuntimeException where something has no price in the table
  public static double usdAMonth(Path assembly) throws IOException {
    return IdleCost.of(Assembly.read(assembly), Prices.read()).usd();
  }
}
