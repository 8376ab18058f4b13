package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/// The schema of a request record, ready to validate.
///
/// JSON Schema 2020-12 with our formats, whole numbers that are written as such (`1.0` isn't one),
/// and two keywords for what it has no word for: [Schemas#MAX_BYTES] and [Schemas#MAX_DEPTH].
final class BodySchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          dialect(),
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .formatAssertionsEnabled(true)
                          .preloadSchema(true)
                          .build()));

  private final Schema schema;

  BodySchema(ObjectNode schema) {
    this.schema = REGISTRY.getSchema(schema);
  }

  /// Everything that is wrong with a body, in no particular order.
  List<FieldError> errors(ObjectNode body) {
    var errors = schema.validate(body);
    return errors.isEmpty() ? List.of() : PlainEnglish.of(errors);
  }

  private static Dialect dialect() {
    var formats = new ArrayList<Format>();
    Arrays.stream(Formats.values()).map(BodySchema::format).forEach(formats::add);
    formats.add(whole("int32"));
    formats.add(whole("int64"));
    return Dialect.builder(
            "https://json-schema.org/draft/2020-12/schema", Dialects.getDraft202012())
        .formats(formats)
        .keywords(keywords -> {
          // Patterns are for readers; the format beside them decides.
          keywords.put("pattern", new NonValidationKeyword("pattern"));
          keywords.put(Schemas.MAX_BYTES, new Bound(Schemas.MAX_BYTES, BodySchema::bytes));
          keywords.put(Schemas.MAX_DEPTH, new Bound(Schemas.MAX_DEPTH, BodySchema::depth));
        })
        .build();
  }

  private static Format format(Formats rule) {
    return new Format() {
      @Override
      public String getName() {
        return rule.word;
      }

      @Override
      public boolean matches(ExecutionContext context, String value) {
        return rule.admits(value);
      }
    };
  }

  private static Format whole(String name) {
    return new Format() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public boolean matches(ExecutionContext context, SchemaContext schema, JsonNode value) {
        return !value.isNumber() || value.isIntegralNumber();
      }
    };
  }

  private static int bytes(JsonNode value) {
    var written = value.isTextual() ? value.textValue() : value.toString();
    return written.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int depth(JsonNode value) {
    if (!value.isContainerNode()) {
      return 0;
    }
    int deepest = 0;
    for (var child : value) {
      deepest = Math.max(deepest, depth(child));
    }
    return deepest + 1;
  }

  /// A keyword that bounds some measure of a string, an object or a list.
  private record Bound(String getValue, ToIntFunction<JsonNode> measure) implements Keyword {

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location, JsonNode most, Schema parent, SchemaContext context) {
      return new BaseKeywordValidator(this, most, location, parent, context) {
        @Override
        public void validate(
            ExecutionContext execution, JsonNode value, JsonNode root, NodePath place) {
          if ((value.isTextual() || value.isContainerNode())
              && measure.applyAsInt(value) > most.asInt()) {
            execution.addError(
                error()
                    .instanceNode(value)
                    .instanceLocation(place)
                    .evaluationPath(execution.getEvaluationPath())
                    .build());
          }
        }
      };
    }
  }
}
