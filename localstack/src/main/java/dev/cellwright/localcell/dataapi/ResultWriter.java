package dev.cellwright.localcell.dataapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the answer of a statement, up to the bounds of a row and of a result.
final class ResultWriter {
  private static final int LARGEST_ROW = 64 * 1024;
  private static final int LARGEST_RESULT = 1024 * 1024;

  /// A column of the result: its label, its type, and whether it is an array of that type.
  private record Column(String label, ColumnType type, boolean isArray) {}

  private final ResultForm form;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  ResultWriter(ResultForm form) {
    this.form = form;
  }

  static byte[] updated(int count) {
    return "{\"generatedFields\":[],\"numberOfRecordsUpdated\":%d}"
        .formatted(count)
        .getBytes(StandardCharsets.UTF_8);
  }

  byte[] rows(ResultSet rows) throws SQLException {
    try {
      var columns = columns(rows.getMetaData());
      try (var json = Json.MAPPER.getFactory().createGenerator(bytes)) {
        json.writeStartObject();
        json.writeNumberField("numberOfRecordsUpdated", 0);
        if (form.asJson()) {
          json.writeStringField("formattedRecords", formatted(rows, columns));
        } else {
          if (form.metadata()) {
            json.writeArrayFieldStart("columnMetadata");
            metadata(json, rows.getMetaData());
            json.writeEndArray();
          }
          json.writeArrayFieldStart("records");
          records(json, rows, columns);
          json.writeEndArray();
        }
        json.writeEndObject();
      }
      within(bytes.size());
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is written but memory
    }
  }

  private static List<Column> columns(ResultSetMetaData metadata) throws SQLException {
    var columns = new ArrayList<Column>();
    for (var i = 1; i <= metadata.getColumnCount(); i++) {
      var name = metadata.getColumnTypeName(i);
      var isArray = name.startsWith("_");
      columns.add(
          new Column(
              metadata.getColumnLabel(i),
              isArray ? ColumnType.ofArray(name) : ColumnType.of(name, metadata.getColumnType(i)),
              isArray));
    }
    return columns;
  }

  private void records(JsonGenerator json, ResultSet rows, List<Column> columns)
      throws SQLException, IOException {
    while (rows.next()) {
      var rowBytes = 0;
      json.writeStartArray();
      for (var i = 0; i < columns.size(); i++) {
        var column = columns.get(i);
        var text = text(rows, i + 1, column);
        rowBytes += size(text);
        json.writeStartObject();
        field(json, column, text);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.flush();
      rowWithin(rowBytes);
      within(bytes.size());
    }
  }

  private void field(JsonGenerator json, Column column, @Nullable String text) throws IOException {
    if (text == null) {
      json.writeBooleanField("isNull", true);
    } else if (column.isArray()) {
      json.writeObjectFieldStart("arrayValue");
      json.writeArrayFieldStart(column.type().arrayField());
      elements(json, column, text);
      json.writeEndArray();
      json.writeEndObject();
    } else if (column.type() == ColumnType.DECIMAL && form.decimalsAsNumbers()) {
      json.writeFieldName(text.contains(".") ? "doubleValue" : "longValue");
      json.writeNumber(text);
    } else if (column.type() == ColumnType.LONG && form.longsAsStrings()) {
      json.writeStringField("stringValue", text);
    } else {
      json.writeFieldName(column.type().field());
      column.type().write(json, text);
    }
  }

  private static void elements(JsonGenerator json, Column column, String text) throws IOException {
    for (var element : ArrayLiteral.parse(text).elements()) {
      if (element == null) {
        json.writeNull();
      } else {
        column.type().write(json, element);
      }
    }
  }

  /// One JSON text for all rows: an object a row.
  private String formatted(ResultSet rows, List<Column> columns) throws SQLException, IOException {
    var text = new StringWriter();
    try (var json = Json.MAPPER.getFactory().createGenerator(text)) {
      json.writeStartArray();
      while (rows.next()) {
        var rowBytes = 0;
        json.writeStartObject();
        for (var i = 0; i < columns.size(); i++) {
          var value = text(rows, i + 1, columns.get(i));
          rowBytes += size(value);
          json.writeFieldName(columns.get(i).label());
          plain(json, columns.get(i), value);
        }
        json.writeEndObject();
        json.flush();
        rowWithin(rowBytes);
        within(text.getBuffer().length());
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  private void plain(JsonGenerator json, Column column, @Nullable String text) throws IOException {
    if (text == null) {
      json.writeNull();
    } else if (column.isArray()) {
      json.writeStartArray();
      elements(json, column, text);
      json.writeEndArray();
    } else if (column.type() == ColumnType.DECIMAL && form.decimalsAsNumbers()) {
      json.writeNumber(text);
    } else if (column.type() == ColumnType.LONG && form.longsAsStrings()) {
      json.writeString(text);
    } else {
      column.type().write(json, text);
    }
  }

  private static @Nullable String text(ResultSet rows, int index, Column column)
      throws SQLException {
    if (column.type() == ColumnType.BLOB) {
      var blob = rows.getBytes(index);
      return blob == null ? null : Base64.getEncoder().encodeToString(blob);
    }
    return rows.getString(index);
  }

  private static void metadata(JsonGenerator json, ResultSetMetaData metadata)
      throws SQLException, IOException {
    for (var i = 1; i <= metadata.getColumnCount(); i++) {
      json.writeStartObject();
      json.writeStringField("name", metadata.getColumnName(i));
      json.writeStringField("label", metadata.getColumnLabel(i));
      json.writeNumberField("type", metadata.getColumnType(i));
      json.writeStringField("typeName", metadata.getColumnTypeName(i));
      json.writeNumberField("nullable", metadata.isNullable(i));
      json.writeNumberField("precision", metadata.getPrecision(i));
      json.writeNumberField("scale", metadata.getScale(i));
      json.writeBooleanField("isAutoIncrement", metadata.isAutoIncrement(i));
      json.writeBooleanField("isSigned", metadata.isSigned(i));
      json.writeBooleanField("isCurrency", metadata.isCurrency(i));
      json.writeBooleanField("isCaseSensitive", metadata.isCaseSensitive(i));
      json.writeStringField("schemaName", metadata.getSchemaName(i));
      json.writeStringField("tableName", metadata.getTableName(i));
      json.writeNumberField("arrayBaseColumnType", 0);
      json.writeEndObject();
    }
  }

  private static int size(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void rowWithin(int size) {
    if (size > LARGEST_ROW) {
      throw new AwsError(
          "UnsupportedResultException",
          400,
          "Database row exceeds the size limit of 64 KB: it has %d bytes".formatted(size));
    }
  }

  private static void within(int size) {
    if (size > LARGEST_RESULT) {
      throw tooLarge();
    }
  }

  static AwsError tooLarge() {
    return new AwsError(
        "UnsupportedResultException",
        400,
        "Database returned more than the allowed response size limit of 1 MB");
  }
}
