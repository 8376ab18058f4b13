package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What of an answer one reader is shown.
///
/// @param member how far the reader is cleared for what is about others
/// @param here how far for the record at hand, which may be about the reader
/// @param reader the person who reads, or null for a stranger
record Shown(Clearance member, Clearance here, @Nullable UUID reader) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static Shown to(Clearance cleared, @Nullable UUID reader) {
    return new Shown(cleared, cleared, reader);
  }

  JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Record record -> record(record);
      case List<?> list -> {
        var array = JSON.arrayNode(list.size());
        list.forEach(each -> array.add(value(each)));
        yield array;
      }
      case JsonNode node -> node;
      case String text -> JSON.textNode(text);
      case UUID id -> JSON.textNode(id.toString());
      case Instant moment -> JSON.textNode(moment.truncatedTo(ChronoUnit.MICROS).toString());
      case LocalDate day -> JSON.textNode(day.toString());
      case Boolean truth -> JSON.booleanNode(truth);
      case Integer whole -> JSON.numberNode(whole);
      case Long whole -> JSON.numberNode(whole);
      default -> throw new IllegalArgumentException("no JSON form: " + value.getClass().getName());
    };
  }

  private ObjectNode record(Record record) {
    var fields = Shape.of(record.getClass()).fields();
    var shown = within(record, fields);
    var object = JSON.objectNode();
    for (var field : fields) {
      var value = field.of(record);
      if (shown.here.covers(field.clearance()) && !(value == null && field.omittedWhenNull())) {
        object.set(field.name(), shown.value(value));
      }
    }
    return object;
  }

  /// A record that names nobody is about whom the record around it is about.
  private Shown within(Record record, List<Field> fields) {
    var named = fields.stream().filter(Field::concerns).toList();
    if (named.isEmpty()) {
      return this;
    }
    boolean aboutReader =
        reader != null && named.stream().anyMatch(field -> reader.equals(field.of(record)));
    var raised =
        aboutReader && !member.covers(Clearance.CONFIDENTIAL) ? Clearance.CONFIDENTIAL : member;
    return new Shown(member, raised, reader);
  }
}
