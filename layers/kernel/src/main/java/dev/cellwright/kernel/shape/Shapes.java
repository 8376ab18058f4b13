package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// JSON in the shape of records: their schema, requests read strictly, answers written by
/// clearance.
///
/// What is found out about a class is kept; [#warm] does it ahead of the first request.
public final class Shapes {
  /// The most field errors that one refusal lists.
  static final int MOST_ERRORS = 50;

  /// How many are looked at before the list is sorted and cut.
  static final int MOST_EXAMINED = 1000;

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private static final Comparator<FieldError> ORDER =
      Comparator.comparing(FieldError::field).thenComparing(FieldError::message);

  private static final ClassValue<BodySchema> SCHEMAS =
      new ClassValue<>() {
        @Override
        protected BodySchema computeValue(Class<?> type) {
          return new BodySchema(schema(type.asSubclass(Record.class)));
        }
      };

  private Shapes() {}

  /// Prepares a record class for reading and writing, for instance before a checkpoint.
  ///
  /// @throws IllegalArgumentException where a component has no JSON form
  public static void warm(Class<? extends Record> type) {
    Shape.of(type);
    SCHEMAS.get(type);
  }

  /// JSON Schema 2020-12 of a request's body.
  public static ObjectNode schema(Class<? extends Record> type) {
    var schemas = new Schemas("#/$defs/");
    return standalone(schemas.request(type), schemas.printed());
  }

  /// JSON Schema 2020-12 of an answer. A field is required where no reader is kept from it.
  public static ObjectNode answerSchema(Class<?> type) {
    var schemas = new Schemas("#/$defs/");
    return standalone(schemas.answer(type), schemas.printed());
  }

  private static ObjectNode standalone(ObjectNode root, SortedMap<String, ObjectNode> definitions) {
    var schema = root.objectNode().put("$schema", DIALECT);
    schema.setAll(root);
    var defs = schema.putObject("$defs");
    definitions.forEach(defs::set);
    return schema;
  }

  /// Reads a request's body. Strings are kept byte for byte.
  ///
  /// @throws InvalidShape with everything that is wrong with it, sorted by field, at most fifty
  ///   errors
  public static <T extends Record> T read(Class<T> type, byte[] body) {
    var json = StrictJson.object(body);
    var broken = json.errors().stream().map(FieldError::field).toList();
    var errors =
        Stream.concat(
                json.errors().stream(),
                SCHEMAS.get(type).errors(json.object()).stream()
                    .filter(error -> !broken.contains(error.field())))
            .sorted(ORDER)
            .limit(MOST_ERRORS)
            .toList();
    if (!errors.isEmpty()) {
      throw new InvalidShape(errors);
    }
    return type.cast(Binding.record(Shape.of(type), json.object()));
  }

  /// An answer as its reader may see it: components that need more clearance than the reader has
  /// are left out.
  ///
  /// A record whose [Concerns] names the reader is shown up to [Clearance#CONFIDENTIAL], with the
  /// records inside it that name nobody else. Times are in UTC and cut to microseconds.
  ///
  /// @param answer a record, or a list of records
  /// @param reader the person who reads, or null for a stranger
  public static JsonNode tree(Object answer, Clearance cleared, @Nullable UUID reader) {
    return Shown.to(cleared, reader).value(answer);
  }

  /// [#tree] as text.
  public static String write(Object answer, Clearance cleared, @Nullable UUID reader) {
    return tree(answer, cleared, reader).toString();
  }
}
