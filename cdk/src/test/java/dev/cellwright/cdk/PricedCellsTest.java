package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.cost.Estimate;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A resource whose price nobody has said is an error, not free.
class PricedCellsTest {

  @Test
  void allThatIsInACellHasAPrice() throws IOException {
    assertThat(Estimate.usdAMonth(TestingCells.assembly())).isPositive();
  }

  @Test
  void theShippedProductCostsLessThanTenDollarsInDevelopmentWhileNobodyUsesIt() throws IOException {
    var usd = Estimate.usdAMonth(TestingCells.assembly(TestingCells.SHIPPED));

    assertThat(usd).isBetween(5.0, 10.0);
  }
}
