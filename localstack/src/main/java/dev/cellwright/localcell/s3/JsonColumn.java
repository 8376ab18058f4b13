package dev.cellwright.localcell.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.sql.SQLException;
import java.util.Map;

/// What lies in a row as JSON: what nobody looks for.
final class JsonColumn {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonColumn() {}

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // records of texts always write
    }
  }

  static <T> T read(String column, Class<T> type) throws SQLException {
    return read(column, JSON.readerFor(type));
  }

  static Map<String, String> texts(String column) throws SQLException {
    return read(column, JSON.readerForMapOf(String.class));
  }

  private static <T> T read(String column, ObjectReader reader) throws SQLException {
    try {
      return reader.readValue(column);
    } catch (JsonProcessingException e) {
      throw new SQLException("what lies in a row of S3 is damaged", e);
    }
  }
}
