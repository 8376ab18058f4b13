package dev.cellwright.access;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.shape.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Answers whether subjects hold relations and permissions, many at once; or whether they would, if
/// some tuples were there.
final class CheckPermissions {

  sealed interface Outcome {
    /// @param allowed in the order of the questions
    record Answers(List<Boolean> allowed) implements Outcome {}

    /// Questions that name what the model hasn't.
    record NotInModel(List<Fault> faults) implements Outcome {}

    /// A tuple to be supposed that the model doesn't admit.
    record Unthinkable(FieldError error) implements Outcome {}

    /// What a supposed tuple names isn't there for the caller.
    record NotThere(String type, UUID id) implements Outcome {}

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
    return outcome(database.all(QuestionStore.ANSWERS, asked(questions)));
  }

  /// Nothing of what is supposed is left when the questions are answered.
  Outcome checkSupposing(List<Question> questions, List<Tuple> tuples) {
    var supposed = asked(questions).and("tuples", tuples.stream().map(Tuple::json).toList());
    var outcome = database.run(QuestionStore.supposing(asked(questions), supposed));
    return switch (outcome.ending()) {
      case "supposed" -> outcome(outcome.rows(1, Answered.class));
      case "invalid" -> new Outcome.Unthinkable(outcome.row(0, Complaint.class).error());
      case "check:tuples_cycle", "check:tuples_depth" ->
          new Outcome.Unthinkable(
              new FieldError(
                  "contextual_tuples",
                  "make a cycle, or more than %d nestings that follow one another"
                      .formatted(GrantPermission.MOST_NESTINGS)));
      case "no_object", "no_subject" -> {
        var missing = outcome.row(0, Complaint.class);
        yield new Outcome.NotThere(missing.field(), UUID.fromString(missing.message()));
      }
      case "not_yours", "not_seen" -> new Outcome.NotYours();
      case null, default -> throw outcome.unexpected();
    };
  }

  private static Binds asked(List<Question> questions) {
    return Binds.of("questions", questions.stream().map(Question::json).toList());
  }

  private static Outcome outcome(List<Answered> answers) {
    var faults = new ArrayList<Fault>();
    for (var answer : answers) {
      if (answer.field() != null && answer.message() != null) {
        faults.add(new Fault(answer.place(), new FieldError(answer.field(), answer.message())));
      }
    }
    if (!faults.isEmpty()) {
      return new Outcome.NotInModel(faults);
    }
    if (answers.stream().anyMatch(answer -> "not_yours".equals(answer.refusal()))) {
      return new Outcome.NotYours();
    }
    return new Outcome.Answers(answers.stream().map(Answered::isYes).toList());
  }
}
