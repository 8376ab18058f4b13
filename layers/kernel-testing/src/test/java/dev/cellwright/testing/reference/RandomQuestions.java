package dev.cellwright.testing.reference;

import dev.cellwright.testing.reference.CompiledModel.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What random models are asked.
final class RandomQuestions {

  private RandomQuestions() {}

  /// Each relation of each type, for each of some subjects.
  static List<Question> of(RandomGenerator random) {
    var subjects = subjects(random);
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
}
