package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.InvalidShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides AuthZEN evaluations. What the caller may not see, what the model doesn't know and what
/// isn't there are all denied.
final class Evaluate {
  /// Nothing has it: an id that is no UUID names nothing of this cell.
  private static final UUID NOBODY = new UUID(0, 0);

  private final Database database;

  Evaluate(Database database) {
    this.database = database;
  }

  /// The decisions in the order of the evaluations.
  ///
  /// @param at where the evaluations stand in the request, or null where it is itself one
  /// @throws InvalidShape for an evaluation that lacks its subject, action or resource
  List<Decision> decide(List<Evaluation> evaluations, @Nullable String at) {
    var errors = new ArrayList<FieldError>();
    var questions = new ArrayList<ObjectNode>();
    for (int i = 0; i < evaluations.size(); i++) {
      questions.add(question(evaluations.get(i), at == null ? "" : at + "[" + i + "].", errors));
    }
    if (!errors.isEmpty()) {
      throw new InvalidShape(errors);
    }
    return database.all(QuestionStore.ANSWERS, Binds.of("questions", questions)).stream()
        .map(answer -> new Decision(answer.isYes()))
        .toList();
  }

  private static ObjectNode question(Evaluation asked, String place, List<FieldError> errors) {
    var question = JsonNodeFactory.instance.objectNode();
    if (asked.subject() != null) {
      question
          .putObject("subject")
          .put("type", asked.subject().type())
          .put("id", id(asked.subject().id()));
    }
    if (asked.action() != null) {
      question.put("relation", asked.action().name());
    }
    if (asked.resource() != null) {
      question
          .put("namespace", asked.resource().type())
          .put("object_id", id(asked.resource().id()));
    }
    question.set("context", asked.context());
    for (var required : List.of("subject", "relation", "namespace")) {
      if (!question.has(required)) {
        errors.add(new FieldError(place + standardName(required), "is required"));
      }
    }
    return question;
  }

  private static String standardName(String member) {
    return switch (member) {
      case "relation" -> "action";
      case "namespace" -> "resource";
      default -> member;
    };
  }

  private static String id(String given) {
    try {
      var id = UUID.fromString(given);
      return Objects.equals(id.toString(), given.toLowerCase(java.util.Locale.ROOT))
          ? id.toString()
          : NOBODY.toString();
    } catch (IllegalArgumentException _) {
      return NOBODY.toString();
    }
  }
}
