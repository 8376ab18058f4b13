package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints records as JSON Schema 2020-12. Each record is printed once, under its name, and referred
/// to from wherever it is used.
///
/// A record's name is that of its class, with those of the classes around it: `AddTask.Body` is
/// `AddTaskBody`. A record that is both sent and answered has two schemas; the one of whichever
/// direction is asked for later gets `Input` or `Output` added.
public final class Schemas {
  /// The keyword that bounds a string's, an object's or a list's bytes in UTF-8.
  public static final String MAX_BYTES = "x-max-bytes";

  /// The keyword that bounds the levels of an object nobody declared.
  public static final String MAX_DEPTH = "x-max-depth";

  /// The clearance that a reader needs to be shown a field.
  public static final String CLEARANCE = "x-clearance";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String prefix;
  private final Predicate<Class<?>> strippable;
  private final SortedMap<String, ObjectNode> printed = new TreeMap<>();
  private final Map<String, Use> uses = new HashMap<>();

  private record Use(Class<?> type, boolean request) {}

  /// Starts with nothing printed; any record may be stripped for some reader.
  ///
  /// @param prefix what comes before a name in a reference: `#/$defs/`
  public Schemas(String prefix) {
    this(prefix, _ -> true);
  }

  /// Starts with nothing printed.
  ///
  /// @param strippable which records may be answered to readers who aren't cleared for all of them;
  ///   every field of the others is required
  public Schemas(String prefix, Predicate<Class<?>> strippable) {
    this.prefix = prefix;
    this.strippable = strippable;
  }

  /// A reference to the schema that the body of a request must fit.
  public ObjectNode request(Class<? extends Record> type) {
    return reference(new Use(type, true));
  }

  /// A reference to the schema of an answer.
  public ObjectNode answer(Class<?> type) {
    return reference(new Use(type.asSubclass(Record.class), false));
  }

  /// Everything printed so far, by name.
  public SortedMap<String, ObjectNode> printed() {
    return printed;
  }

  /// The records printed so far.
  public Set<Class<?>> types() {
    return uses.values().stream().map(Use::type).collect(Collectors.toUnmodifiableSet());
  }

  private ObjectNode reference(Use use) {
    var name = nameOf(use);
    if (!printed.containsKey(name)) {
      // Held open first: a record may contain itself.
      printed.put(name, JSON.objectNode());
      printed.put(name, use.request() ? body(use.type()) : answered(use.type()));
    }
    return JSON.objectNode().put("$ref", prefix + name);
  }

  private String nameOf(Use use) {
    var name = name(use.type());
    var first = uses.putIfAbsent(name, use);
    if (first == null || first.equals(use)) {
      return name;
    }
    if (first.type() != use.type()) {
      throw new IllegalStateException(
          "two records are named %s: %s and %s"
              .formatted(name, first.type().getName(), use.type().getName()));
    }
    var second = name + (use.request() ? "Input" : "Output");
    var taken = uses.putIfAbsent(second, use);
    if (taken != null && !taken.equals(use)) {
      throw new IllegalStateException(
          "%s is needed as a second name of %s but names %s"
              .formatted(second, use.type().getName(), taken.type().getName()));
    }
    return second;
  }

  private static String name(Class<?> type) {
    var around = type.getEnclosingClass();
    return around == null ? type.getSimpleName() : name(around) + type.getSimpleName();
  }

  private ObjectNode body(Class<?> type) {
    var shape = Shape.of(type.asSubclass(Record.class));
    var schema = object(shape);
    var properties = JSON.objectNode();
    var required = JSON.arrayNode();
    for (var field : shape.fields()) {
      var property = orNull(sent(field.kind()), field.mayBeNull());
      properties.set(field.name(), described(property, field.doc()));
      if (field.required()) {
        required.add(field.name());
      }
    }
    schema.set("properties", properties);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return shape.tolerant() ? schema : schema.put("additionalProperties", false);
  }

  private ObjectNode answered(Class<?> type) {
    var shape = Shape.of(type.asSubclass(Record.class));
    var schema = object(shape);
    var properties = JSON.objectNode();
    var required = JSON.arrayNode();
    for (var field : shape.fields()) {
      if (field.patch()) {
        throw new IllegalArgumentException(
            "%s.%s: an answer holds values, not changes".formatted(type.getName(), field.name()));
      }
      if (field.clearance() == Clearance.RESTRICTED) {
        continue;
      }
      var mayBeNull = field.nullable() && !field.omittedWhenNull();
      var property = described(orNull(told(field.kind()), mayBeNull), field.doc());
      properties.set(field.name(), property);
      var shownToAll = field.clearance() == Clearance.PUBLIC || !strippable.test(type);
      if (!shownToAll) {
        property.put(CLEARANCE, Shape.snakeCase(field.clearance().name()));
      } else if (!field.omittedWhenNull()) {
        required.add(field.name());
      }
    }
    schema.set("properties", properties);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private static ObjectNode object(Shape shape) {
    return described(type("object"), shape.doc());
  }

  private static ObjectNode described(ObjectNode schema, @Nullable String doc) {
    return doc == null ? schema : schema.put("description", doc);
  }

  private ObjectNode sent(Kind kind) {
    return switch (kind) {
      case Kind.Words words -> bounded(words);
      case Kind.Whole whole -> whole(whole).put("minimum", whole.min()).put("maximum", whole.max());
      case Kind.Free free ->
          type("object").put(MAX_BYTES, free.maxBytes()).put(MAX_DEPTH, free.maxDepth());
      case Kind.Nested nested -> request(nested.type());
      case Kind.Items items -> {
        var list = type("array");
        list.set("items", sent(items.each()));
        if (items.min() > 0) {
          list.put("minItems", items.min());
        }
        list.put("maxItems", items.max());
        yield items.maxBytes() > 0 ? list.put(MAX_BYTES, items.maxBytes()) : list;
      }
      case Kind.Id _, Kind.Moment _, Kind.Day _, Kind.Truth _ -> told(kind);
    };
  }

  private ObjectNode told(Kind kind) {
    return switch (kind) {
      case Kind.Words words -> words(words);
      case Kind.Id _ -> formatted(Formats.UUID);
      case Kind.Moment _ -> formatted(Formats.MOMENT);
      case Kind.Day _ -> formatted(Formats.DAY);
      case Kind.Truth _ -> type("boolean");
      case Kind.Whole whole -> whole(whole);
      case Kind.Free _ -> type("object");
      case Kind.Nested nested -> answer(nested.type());
      case Kind.Items items -> {
        var list = type("array");
        list.set("items", told(items.each()));
        yield list;
      }
    };
  }

  private static ObjectNode bounded(Kind.Words words) {
    var schema = words(words);
    if (!words.choices().isEmpty()) {
      return schema;
    }
    if (words.min() > 0) {
      schema.put("minLength", words.min());
    }
    schema.put("maxLength", words.max());
    return words.maxBytes() > 0 ? schema.put(MAX_BYTES, words.maxBytes()) : schema;
  }

  private static ObjectNode words(Kind.Words words) {
    var format = Formats.of(words.format());
    var schema = format == null ? type("string") : formatted(format);
    if (!words.choices().isEmpty()) {
      words.choices().forEach(schema.putArray("enum")::add);
    }
    return schema;
  }

  private static ObjectNode whole(Kind.Whole whole) {
    return type("integer").put("format", whole.wide() ? "int64" : "int32");
  }

  private static ObjectNode formatted(Formats format) {
    var schema = type("string").put("format", format.word);
    return format.pattern == null ? schema : schema.put("pattern", format.pattern);
  }

  private static ObjectNode type(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ObjectNode orNull(ObjectNode schema, boolean nullable) {
    if (!nullable) {
      return schema;
    }
    if (schema.has("$ref")) {
      var either = JSON.objectNode();
      either.putArray("anyOf").add(schema).add(type("null"));
      return either;
    }
    var types = JSON.arrayNode().add(schema.get("type")).add("null");
    schema.set("type", types);
    if (schema.get("enum") instanceof ArrayNode choices) {
      choices.addNull();
    }
    return schema;
  }
}
