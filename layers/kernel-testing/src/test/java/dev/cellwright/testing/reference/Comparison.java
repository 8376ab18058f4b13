package dev.cellwright.testing.reference;

import dev.cellwright.testing.reference.CompiledModel.Answer;
import dev.cellwright.testing.reference.CompiledModel.Question;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// What the interpreter and a compiled model say otherwise than each other.
///
/// @param values that questions bring for conditions
record Comparison(Interpreter interpreter, CompiledModel compiled, Map<String, Object> values) {

  List<String> differences(List<Question> questions) throws SQLException {
    return compiled.answers(questions, values).stream()
        .flatMap(answer -> differences(answer).stream())
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
