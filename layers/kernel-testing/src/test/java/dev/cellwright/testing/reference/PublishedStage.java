package dev.cellwright.testing.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cellwright.permissions.Model;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A model and tuples, and what is published of them.
record PublishedStage(Model model, List<Tuple> tuples) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  void check(JsonNode published) {
    var asked = published.path("tuple");

    var value =
        refused(asked.path("object").asText(), asked, asked.path("user").asText(), published)
            ? Value.ERROR
            : interpreter(published)
                .check(
                    Thing.of(asked.path("object").asText()),
                    asked.path("relation").asText(),
                    Subject.of(asked.path("user").asText()));

    if (published.has("errorCode")) {
      assertThat(value).isEqualTo(Value.ERROR);
    } else {
      assertThat(value == Value.TRUE).isEqualTo(published.path("expectation").booleanValue());
      assertThat(value).isNotEqualTo(Value.ERROR);
    }
  }

  void listObjects(JsonNode published) {
    var asked = published.path("request");
    var type = asked.path("type").asText();
    var subject = asked.path("user").asText();

    var answers =
        refused(type + ":any", asked, subject, published)
            ? Map.of(Value.ERROR, Set.<String>of())
            : things(published, type, Subject.of(subject))
                .collect(
                    Collectors.groupingBy(
                        each ->
                            interpreter(published)
                                .check(each, asked.path("relation").asText(), Subject.of(subject)),
                        Collectors.mapping(Thing::toString, Collectors.toSet())));

    expect(answers, published);
  }

  /// Whoever is published has the relation, and nobody else, but for those whom a published
  /// wildcard means. A listing that fails may hide an error behind somebody who has the relation
  /// all the same; then there is nothing to compare.
  void listUsers(JsonNode published) {
    var asked = published.path("request");
    var object = asked.path("object").asText();
    var filter = asked.at("/filters/0").asText();
    var type = filter.split("#", 2)[0];
    var relation = filter.contains("#") ? filter.substring(type.length()) : "";
    var expected = texts(published.path("expectation"));
    var everybody = expected.contains(type + ":*");

    var answers =
        refused(object, asked, type + ":any" + relation, published)
            ? Map.of(Value.ERROR, Set.<String>of())
            : things(published, type, null)
                .map(each -> each + relation)
                .filter(each -> !everybody || expected.contains(each))
                .collect(
                    Collectors.groupingBy(
                        each ->
                            interpreter(published)
                                .check(
                                    Thing.of(object),
                                    asked.path("relation").asText(),
                                    Subject.of(each)),
                        Collectors.toSet()));

    if (!published.has("errorCode") || !answers.containsKey(Value.TRUE)) {
      expect(answers, published);
    }
  }

  private static void expect(Map<Value, Set<String>> answers, JsonNode published) {
    if (published.has("errorCode")) {
      assertThat(answers).containsKey(Value.ERROR);
    } else {
      assertThat(answers.getOrDefault(Value.TRUE, Set.of()))
          .isEqualTo(texts(published.path("expectation")));
      assertThat(answers).doesNotContainKey(Value.ERROR);
    }
  }

  private static Set<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  /// Whether a question, or a tuple that it brings, names what the model doesn't know.
  private boolean refused(String object, JsonNode asked, String subject, JsonNode published) {
    return !knows(Thing.of(object).type(), asked.path("relation").asText())
        || !subject.contains(":")
        || !knows(Subject.of(subject))
        || contextual(published).anyMatch(tuple -> !knows(tuple));
  }

  private boolean knows(String type, String relation) {
    return model.types().stream()
        .filter(each -> each.name().equals(type))
        .flatMap(each -> each.relations().stream())
        .anyMatch(each -> each.name().equals(relation));
  }

  private boolean knows(Subject subject) {
    var type = subject.thing().type();
    var relation = subject.relation();
    return relation == null
        ? model.types().stream().anyMatch(each -> each.name().equals(type))
        : knows(type, relation);
  }

  private boolean knows(Tuple tuple) {
    return knows(tuple.object().type(), tuple.relation())
        && model.type(tuple.object().type()).relation(tuple.relation()).restrictions().stream()
            .anyMatch(each -> Interpreter.admits(each, tuple));
  }

  private Stream<Thing> things(JsonNode published, String type, @Nullable Subject also) {
    return Stream.concat(
            all(published).stream()
                .flatMap(tuple -> Stream.of(tuple.object(), tuple.subject().thing())),
            Stream.ofNullable(also).map(Subject::thing))
        .filter(each -> each.type().equals(type))
        .distinct();
  }

  private Interpreter interpreter(JsonNode published) {
    return new Interpreter(model, all(published), values(published.path("context")));
  }

  private List<Tuple> all(JsonNode published) {
    return Stream.concat(contextual(published), tuples.stream()).toList();
  }

  private static Stream<Tuple> contextual(JsonNode published) {
    return StreamSupport.stream(published.path("contextualTuples").spliterator(), false)
        .map(PublishedStage::tuple);
  }

  static Tuple tuple(JsonNode tuple) {
    var condition = tuple.path("condition");
    return new Tuple(
        Thing.of(tuple.path("object").asText()),
        tuple.path("relation").asText(),
        Subject.of(tuple.path("user").asText()),
        condition.has("name") ? condition.get("name").asText() : null,
        values(condition.path("context")));
  }

  private static Map<String, Object> values(JsonNode context) {
    return context.isObject() ? JSON.convertValue(context, VALUES) : Map.of();
  }
}
