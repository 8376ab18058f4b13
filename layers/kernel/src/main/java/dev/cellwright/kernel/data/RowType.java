package dev.cellwright.kernel.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A record as the shape of a result row: its components, in order, are the row's columns in
/// snake_case.
///
/// Ids, times and JSON leave the database as text, since JSON rows and native types both cost more.
final class RowType<T extends Record> {
  /// A row may hold rows: making one row type asks for another meanwhile.
  private static final ClassValue<RowType<?>> KNOWN =
      new ClassValue<>() {
        @Override
        protected RowType<?> computeValue(Class<?> type) {
          return new RowType<>(type.asSubclass(Record.class));
        }
      };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      new java.time.format.DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][X]")
          .toFormatter(java.util.Locale.ROOT);

  /// A column: its name, the type it has in the row, and how its value becomes the component's.
  record Column(String name, String type, boolean asText, Function<JsonNode, Object> read) {}

  private final List<Column> columns;
  private final MethodHandle constructor;

  private RowType(Class<T> type) {
    var components = type.getRecordComponents();
    columns = Arrays.stream(components).map(RowType::column).toList();
    var signature =
        MethodType.methodType(
            void.class, Arrays.stream(components).map(RecordComponent::getType).toList());
    try {
      constructor =
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findConstructor(type, signature)
              .asSpreader(Object[].class, components.length);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("not a row: " + type, e);
    }
  }

  @SuppressWarnings("unchecked") // a row type is kept under its own class
  static <T extends Record> RowType<T> of(Class<T> type) {
    return (RowType<T>) KNOWN.get(type);
  }

  List<Column> columns() {
    return columns;
  }

  /// `id text, title text, total bigint`
  String definition() {
    return columns.stream()
        .map(column -> column.name + " " + column.type)
        .collect(Collectors.joining(", "));
  }

  /// `x.id::text, x.title`: ids and times become text only on the way out, under sorts by their
  /// type.
  String selection(String alias) {
    return columns.stream()
        .map(column -> alias + "." + column.name + (column.asText ? "::text" : ""))
        .collect(Collectors.joining(", "));
  }

  /// Makes the record of one row.
  ///
  /// @param value the value of a column by its place; null where the column is null
  @SuppressWarnings("unchecked") // the constructor is T's
  T read(Function<Column, @Nullable JsonNode> value) {
    var values =
        columns.stream()
            .map(column -> {
              var found = value.apply(column);
              return found == null || found.isNull() || found.isMissingNode()
                  ? null
                  : column.read.apply(found);
            })
            .toArray();
    try {
      return (T) constructor.invoke(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Column column(RecordComponent component) {
    var name = snakeCase(component.getName());
    Class<?> type = component.getType();
    if (type == String.class) {
      return new Column(name, "text", false, JsonNode::asText);
    } else if (type == UUID.class) {
      return new Column(name, "text", true, value -> UUID.fromString(value.asText()));
    } else if (type == Instant.class) {
      return new Column(name, "text", true, value -> instant(value.asText()));
    } else if (type == LocalDate.class) {
      return new Column(name, "text", true, value -> LocalDate.parse(value.asText()));
    } else if (type == ObjectNode.class) {
      return new Column(name, "text", true, RowType::object);
    } else if (type.isRecord()) {
      var row = type.asSubclass(Record.class);
      return new Column(name, "text", true, value -> nested(row, parsed(value)));
    } else if (type == List.class && holds(component, String.class)) {
      return new Column(name, "text", true, RowType::texts);
    } else if (type == List.class && holds(component, UUID.class)) {
      return new Column(name, "text", true, RowType::ids);
    } else if (type == int.class || type == Integer.class) {
      return new Column(name, "int", false, JsonNode::asInt);
    } else if (type == long.class || type == Long.class) {
      return new Column(name, "bigint", false, JsonNode::asLong);
    } else if (type == boolean.class || type == Boolean.class) {
      return new Column(name, "boolean", false, JsonNode::asBoolean);
    }
    throw new IllegalArgumentException("no column can hold " + component);
  }

  private static boolean holds(RecordComponent component, Class<?> element) {
    return component.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] == element;
  }

  /// A JSON object with a member for each component.
  private static <R extends Record> R nested(Class<R> type, JsonNode object) {
    return RowType.of(type).read(column -> object.get(column.name()));
  }

  /// A JSON list of texts.
  private static List<String> texts(JsonNode value) {
    return parsed(value).valueStream().map(JsonNode::asText).toList();
  }

  /// A JSON list of UUIDs.
  private static List<UUID> ids(JsonNode value) {
    return texts(value).stream().map(UUID::fromString).toList();
  }

  private static ObjectNode object(JsonNode value) {
    return (ObjectNode) parsed(value);
  }

  /// JSON comes as itself out of a command, and as text out of a read.
  private static JsonNode parsed(JsonNode value) {
    if (value.isContainerNode()) {
      return value;
    }
    try {
      return JSON.readTree(value.asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column of JSON holds none", e);
    }
  }

  /// Reads a time as PostgreSQL writes it, in text and in JSON.
  private static Instant instant(String text) {
    return TIME.parse(text, Instant::from);
  }

  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
  }
}
