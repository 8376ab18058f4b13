package dev.cellwright.kernel.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemasTest {

  @Doc("A thing to do.")
  record Task(
      @Doc("What to do.") @Cleared(Clearance.PUBLIC) String title,
      @Nullable @OneOf({"low", "high"}) @Cleared(Clearance.PUBLIC) String priority,
      @Nullable Step next,
      @Cleared(Clearance.RESTRICTED) String secret) {}

  record Step(
      @Text(min = 2, max = 5, maxBytes = 9) String word,
      @Size(max = 3, maxListBytes = 40) List<Step> then) {}

  record Move(@Clearable Change<Step> step, Change<String> title) {}

  static final class Task1 {
    record AndMore(String title) {}
  }

  static final class Task1And {
    record More(String title) {}
  }

  @Test
  void printsARequest() throws Exception {
    var schemas = new Schemas("#/components/schemas/");

    assertThat(schemas.request(Move.class).toString())
        .isEqualTo("{\"$ref\":\"#/components/schemas/SchemasTestMove\"}");
    assertThat(new ObjectMapper().valueToTree(schemas.printed()).toString())
        .isEqualTo(
            compact(
                """
                {"SchemasTestMove": {"type": "object",
                  "properties": {
                    "step": {"anyOf": [
                      {"$ref": "#/components/schemas/SchemasTestStep"}, {"type": "null"}]},
                    "title": {"type": "string", "minLength": 1, "maxLength": 200}},
                  "additionalProperties": false},
                 "SchemasTestStep": {"type": "object",
                  "properties": {
                    "word": {"type": "string", "minLength": 2, "maxLength": 5, "x-max-bytes": 9},
                    "then": {"type": "array",
                      "items": {"$ref": "#/components/schemas/SchemasTestStep"}, "maxItems": 3, "x-max-bytes": 40}},
                  "required": ["word", "then"], "additionalProperties": false}}
                """));
  }

  @Test
  void printsAnAnswer() throws Exception {
    var schemas = new Schemas("#/components/schemas/");

    schemas.answer(Task.class);

    assertThat(String.valueOf(schemas.printed().get("SchemasTestTask")))
        .isEqualTo(
            compact(
                """
                {"type": "object", "description": "A thing to do.",
                  "properties": {
                    "title": {"type": "string", "description": "What to do."},
                    "priority": {"type": ["string", "null"], "enum": ["low", "high", null]},
                    "next": {"anyOf": [
                      {"$ref": "#/components/schemas/SchemasTestStep"}, {"type": "null"}],
                      "x-clearance": "internal"}},
                  "required": ["title", "priority"]}
                """));
  }

  @Test
  void printsARecordThatIsSentAndAnsweredTwice() {
    var schemas = new Schemas("#/components/schemas/");

    schemas.answer(Step.class);
    schemas.request(Step.class);

    assertThat(schemas.printed()).containsOnlyKeys("SchemasTestStep", "SchemasTestStepInput");
    assertThat(String.valueOf(schemas.printed().get("SchemasTestStepInput")))
        .contains("#/components/schemas/SchemasTestStepInput");
  }

  @Test
  void refusesTwoRecordsOfOneName() {
    var schemas = new Schemas("#/components/schemas/");
    schemas.answer(Task1.AndMore.class);

    assertThatIllegalStateException()
        .isThrownBy(() -> schemas.answer(Task1And.More.class))
        .withMessageContaining("two records are named SchemasTestTask1AndMore");
  }

  private static String compact(String json) throws Exception {
    return new ObjectMapper().readTree(json).toString();
  }
}
