package dev.cellwright.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// The product's choices among the features that modules declare.
public final class Features {
  private final JsonNode values;

  private Features(JsonNode values) {
    this.values = values;
  }

  /// @param json an object, as `CELL_FEATURES` holds it
  public static Features of(String json) {
    try {
      return new Features(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("CELL_FEATURES is no JSON", e);
    }
  }

  public boolean isOn(Feature.Switch feature) {
    return values.path(feature.name()).asBoolean(feature.byDefault());
  }

  public long value(Feature.Number feature) {
    return values.path(feature.name()).asLong(feature.byDefault());
  }
}
