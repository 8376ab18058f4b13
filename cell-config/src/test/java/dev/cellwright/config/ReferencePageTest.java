package dev.cellwright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencePageTest {

  @Test
  void thePageHoldsTheTableOfKeysAsItIsNow() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "cell-config.md"));

    assertThat(page).contains(Reference.table());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Product.class,
        Environment.class,
        Database.class,
        Retention.class,
        Rates.class,
        Email.class,
        Push.class,
        Alarms.class,
        Edge.class,
        Services.class,
        Objectives.class,
        Costs.class
      })
  void eachComponentOfARecordHasItsKey(Class<?> type) throws ReflectiveOperationException {
    var keys = (List<?>) type.getDeclaredField("KEYS").get(null);

    assertThat(keys)
        .extracting(key -> ((Key<?>) key).name())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
  }
}
