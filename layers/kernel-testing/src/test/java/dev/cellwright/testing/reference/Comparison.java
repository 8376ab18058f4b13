package dev.cellwright.testing.reference;

import dev.cellwright.testing.reference.CompiledModel.Answer;
import dev.cellwright.testing.reference.CompiledModel.Question;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the interpreter and a compiled model say otherwise than each other.
///
/// @param values that questions bring for conditions
record Comparison(Interpreter interpreter, CompiledModel compiled, Map<String, Object> values) {

  List<String> differences(RandomGenerator random) throws SQLException {
    return compiled.answers(questions(subjects(random)), values).stream()
        .flatMap(answer -> differences(answer).stream())
        .toList();
  }

  private static List<Question> questions(List<Subject> subjects) {
    var questions = new ArrayList<Question>();
    for (var type : RandomModel.TYPES) {
      var objects =
          RandomTuples.things().stream().filter(each -> each.type().equals(type)).toList();
      for (var number = 0; number < RandomModel.RELATIONS; number++) {
        for (var subject : subjects) {
          questions.add(new Question(type, objects, "r" + number, subject));
        }
      }
    }
    return questions;
  }

  /// People, everybody, and some that are neither.
  private static List<Subject> subjects(RandomGenerator random) {
    var things = RandomTuples.things();
    return Stream.of(
            RandomTuples.users().stream().map(user -> new Subject(user, null)),
            Stream.of(new Subject(new Thing("user", "*"), null)),
            random.ints(2, 0, things.size()).mapToObj(at -> new Subject(things.get(at), null)),
            random
                .ints(3, 0, things.size())
                .mapToObj(
                    at -> new Subject(things.get(at), "r" + random.nextInt(RandomModel.RELATIONS))))
        .flatMap(subjects -> subjects)
        .distinct()
        .toList();
  }

  private List<String> differences(Answer answer) {
    var question = answer.question();
    var objects = question.objects();
    var expected =
        objects.stream()
            .map(each -> interpreter.check(each, question.relation(), question.subject()))
            .toList();
    var held =
        IntStream.range(0, objects.size())
            .filter(at -> expected.get(at) == Value.TRUE)
            .mapToObj(objects::get)
            .toList();
    var differences = new ArrayList<String>();
    if (!answer.values().equals(expected)) {
      differences.add("%s are %s, checked %s".formatted(question, expected, answer.values()));
    }
    if (!answer.held().equals(Set.copyOf(held))) {
      differences.add("%s: %s, filtered %s".formatted(question, held, answer.held()));
    }
    for (var reach : List.of(answer.few(), answer.many())) {
      var ids = reach.everything() ? Set.copyOf(objects) : reach.ids();
      if (ids != null && !ids.equals(Set.copyOf(held))) {
        differences.add("%s: %s, reached %s".formatted(question, held, reach));
      }
    }
    return differences;
  }
}
