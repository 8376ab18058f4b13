package dev.cellwright.kernel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/// Reads the data of events leniently, as consumers of versioned data must.
final class EventData {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  private EventData() {}

  /// @throws Unusable for data that doesn't fit the record
  static <T extends Record> T read(ObjectNode data, Class<T> type) {
    try {
      return JSON.treeToValue(data, type);
    } catch (JsonProcessingException e) {
      throw new Unusable("the data doesn't fit " + type.getSimpleName());
    }
  }
}
