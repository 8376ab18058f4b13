package dev.cellwright.localcell.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.sql.SQLException;
import java.util.Map;

/// What lies in a row as JSON: what nobody looks for.
public final class JsonColumn {

  private JsonColumn() {}

  public static String write(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // records of texts always write
    }
  }

  public static <T> T read(String column, Class<T> type) throws SQLException {
    return read(column, Json.MAPPER.readerFor(type));
  }

  public static Map<String, String> texts(String column) throws SQLException {
    return read(column, Json.MAPPER.readerForMapOf(String.class));
  }

  private static <T> T read(String column, ObjectReader reader) throws SQLException {
    try {
      return reader.readValue(column);
    } catch (JsonProcessingException e) {
      throw new SQLException("what lies in a row as JSON is damaged", e);
    }
  }
}
