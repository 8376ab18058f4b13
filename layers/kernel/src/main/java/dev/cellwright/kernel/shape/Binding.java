package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes records of JSON that was found to fit them.
final class Binding {
  private Binding() {}

  static Record record(Shape shape, ObjectNode json) {
    var values = new @Nullable Object[shape.fields().size()];
    for (int i = 0; i < values.length; i++) {
      var field = shape.fields().get(i);
      var value = json.get(field.name());
      values[i] = field.patch() ? change(field, value) : plain(field.kind(), value);
    }
    return shape.with(values);
  }

  private static Change<?> change(Field field, @Nullable JsonNode value) {
    if (value == null) {
      return new Change.Keep<>();
    }
    return value.isNull() ? new Change.Clear<>() : new Change.To<>(value(field.kind(), value));
  }

  private static @Nullable Object plain(Kind kind, @Nullable JsonNode value) {
    return value == null || value.isNull() ? null : value(kind, value);
  }

  private static Object value(Kind kind, JsonNode value) {
    return switch (kind) {
      case Kind.Words words when words.format() == Text.Format.TITLE ->
          Formats.withoutBlanksAround(value.textValue());
      case Kind.Words _ -> value.textValue();
      case Kind.Id _ -> UUID.fromString(value.textValue());
      case Kind.Moment _ -> Formats.moment(value.textValue());
      case Kind.Day _ -> LocalDate.parse(value.textValue());
      case Kind.Truth _ -> value.booleanValue();
      case Kind.Whole whole when whole.wide() -> value.longValue();
      case Kind.Whole _ -> value.intValue();
      case Kind.Free _ -> value;
      case Kind.Nested nested -> record(Shape.of(nested.type()), (ObjectNode) value);
      case Kind.Items items -> {
        var list = new ArrayList<Object>(value.size());
        value.forEach(each -> list.add(value(items.each(), each)));
        yield Collections.unmodifiableList(list);
      }
    };
  }
}
