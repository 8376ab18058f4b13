package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.InvalidShape;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One question, or up to a hundred in `checks`.
@Doc("A question, or up to a hundred of them in checks")
record Questions(
    @Nullable @Text(max = 64) String namespace,
    @Nullable UUID objectId,
    @Nullable @Text(max = 64) String relation,
    @Nullable @Text(max = 64) String permission,
    @Doc("Whoever asks, unless given") @Nullable TupleSubject subject,
    @Nullable @Size(maxBytes = 4096, maxDepth = 5) ObjectNode context,
    @Doc("Tuples that are taken to be there while these questions are answered")
        @Nullable
        @Size(max = 20)
        List<Tuple> contextualTuples,
    @Doc("Several questions, answered in their order") @Nullable @Size(min = 1, max = 100)
        List<Question> checks) {

  /// The questions, in their order.
  ///
  /// @throws InvalidShape where one isn't whole, or one is asked beside several
  List<Question> all() {
    var errors = new ArrayList<FieldError>();
    var asked = checks != null ? checks : List.of(alone());
    if (checks != null && !isEmptyBeside()) {
      errors.add(new FieldError("checks", "can't stand beside a question of its own"));
    }
    for (int i = 0; i < asked.size(); i++) {
      var fault = asked.get(i).fault();
      if (fault != null) {
        var place = checks == null ? "relation" : "checks[" + i + "].relation";
        errors.add(new FieldError(place, fault));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidShape(errors);
    }
    return asked;
  }

  /// What is taken to be there.
  List<Tuple> supposed() {
    return contextualTuples == null ? List.of() : contextualTuples;
  }

  private Question alone() {
    var errors = new ArrayList<FieldError>();
    if (namespace == null) {
      errors.add(new FieldError("namespace", "is required"));
    }
    if (objectId == null) {
      errors.add(new FieldError("object_id", "is required"));
    }
    if (namespace == null || objectId == null) {
      throw new InvalidShape(errors);
    }
    return new Question(namespace, objectId, relation, permission, subject, context);
  }

  private boolean isEmptyBeside() {
    return namespace == null
        && objectId == null
        && relation == null
        && permission == null
        && subject == null
        && context == null;
  }
}
