package dev.cellwright.access;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.shape.FieldError;
import java.util.ArrayList;
import java.util.List;

/// Answers whether subjects hold relations and permissions, many at once.
final class CheckPermissions {

  sealed interface Outcome {
    /// @param allowed in the order of the questions
    record Answers(List<Boolean> allowed) implements Outcome {}

    /// Questions that name what the model hasn't.
    record NotInModel(List<Fault> faults) implements Outcome {}

    /// Somebody else's access to what the caller sees but doesn't share.
    record NotYours() implements Outcome {}
  }

  /// @param place the question's, from 0
  record Fault(int place, FieldError error) {}

  private final Database database;

  CheckPermissions(Database database) {
    this.database = database;
  }

  Outcome check(List<Question> questions) {
    var asked = questions.stream().map(Question::json).toList();
    var answers = database.all(QuestionStore.ANSWERS, Binds.of("questions", asked));
    var faults = new ArrayList<Fault>();
    for (var answer : answers) {
      if (answer.field() != null && answer.message() != null) {
        faults.add(new Fault(answer.place(), new FieldError(answer.field(), answer.message())));
      }
    }
    if (!faults.isEmpty()) {
      return new Outcome.NotInModel(faults);
    }
    if (answers.stream().anyMatch(answer -> "not_yours".equals(answer.ending()))) {
      return new Outcome.NotYours();
    }
    return new Outcome.Answers(answers.stream().map(Answered::isYes).toList());
  }
}
