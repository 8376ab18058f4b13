package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads a body as one JSON object and keeps every string and number as it was written.
///
/// It refuses what JSON parsers let pass although it means different things to different readers,
/// or can't be stored: malformed UTF-8, names given twice, NUL, lone surrogates, numbers beyond a
/// double's range, deep nesting.
final class StrictJson {
  static final int DEEPEST = 32;
  static final int MOST_VALUES = 100_000;
  private static final int LONGEST_NUMBER = 40;

  /// Names of hostile bodies aren't worth keeping: no interning, no symbol table.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final List<FieldError> errors = new ArrayList<>();
  private int values;

  /// A body that is a JSON object, and what is wrong with single values in it.
  record Read(ObjectNode object, List<FieldError> errors) {}

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /// @throws InvalidShape where the body isn't one JSON object at all
  static Read object(byte[] body) {
    if (body.length == 0) {
      throw new InvalidShape("", "is empty, a JSON object is needed");
    }
    try (var parser = JSON.createParser(text(body))) {
      return new StrictJson(parser).read();
    } catch (JsonProcessingException malformed) {
      throw notJson(malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException malformed) {
      throw new InvalidShape("", "is not valid UTF-8");
    }
  }

  private static InvalidShape notJson(JsonProcessingException malformed) {
    var where = malformed.getLocation();
    return new InvalidShape(
        "",
        where == null
            ? "is not valid JSON"
            : "is not valid JSON (line %d, column %d)"
                .formatted(where.getLineNr(), where.getColumnNr()));
  }

  private Read read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      if (parser.currentToken() == null) {
        throw new InvalidShape("", "is empty, a JSON object is needed");
      }
      throw new InvalidShape("", "must be a JSON object");
    }
    var object = object(Place.BODY, 1);
    if (parser.nextToken() != null) {
      throw new InvalidShape("", "must be one JSON object with nothing after it");
    }
    return new Read(object, errors);
  }

  private ObjectNode object(Place place, int depth) throws IOException {
    enter(depth);
    var object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var child = place.field(name);
      if (unfit(name)) {
        refuse(child, "has a name with a NUL or half a surrogate pair in it");
      } else if (object.has(name)) {
        refuse(child, "is given more than once");
      }
      parser.nextToken();
      object.set(name, value(child, depth));
    }
    return object;
  }

  private ArrayNode array(Place place, int depth) throws IOException {
    enter(depth);
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(place.item(array.size()), depth));
    }
    return array;
  }

  private void enter(int depth) {
    if (depth > DEEPEST) {
      throw new InvalidShape("", "must not be nested deeper than %d levels".formatted(DEEPEST));
    }
  }

  private JsonNode value(Place place, int depth) throws IOException {
    if (++values > MOST_VALUES) {
      throw new InvalidShape("", "must not hold more than %d values".formatted(MOST_VALUES));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(place, depth + 1);
      case START_ARRAY -> array(place, depth + 1);
      case VALUE_STRING -> string(place);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(place);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("a parser over text gave " + parser.currentToken());
    };
  }

  private JsonNode string(Place place) throws IOException {
    var text = parser.getText();
    if (unfit(text)) {
      refuse(place, "must not have a NUL or half a surrogate pair in it");
    }
    return NODES.textNode(text);
  }

  /// PostgreSQL can store neither.
  private static boolean unfit(String text) {
    return text.codePoints()
        .anyMatch(point ->
            point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }

  private JsonNode number(Place place) throws IOException {
    var written = parser.getText();
    if (written.length() > LONGEST_NUMBER) {
      refuse(place, "must not be a number of more than %d digits".formatted(LONGEST_NUMBER));
      return NODES.numberNode(0);
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      return decimal(place, written);
    }
    var whole = new BigInteger(written);
    return whole.bitLength() < Long.SIZE
        ? NODES.numberNode(whole.longValue())
        : NODES.numberNode(whole);
  }

  private JsonNode decimal(Place place, String written) {
    double near = Double.parseDouble(written);
    if (Double.isInfinite(near) || (near == 0 && !isZero(written))) {
      refuse(place, "is a number out of range");
      return NODES.numberNode(0);
    }
    return DecimalNode.valueOf(new BigDecimal(written));
  }

  private static boolean isZero(String written) {
    return written
        .chars()
        .takeWhile(c -> c != 'e' && c != 'E')
        .noneMatch(c -> c >= '1' && c <= '9');
  }

  private void refuse(Place place, String message) {
    if (errors.size() < Shapes.MOST_ERRORS) {
      errors.add(new FieldError(place.toString(), message));
    }
  }
}
