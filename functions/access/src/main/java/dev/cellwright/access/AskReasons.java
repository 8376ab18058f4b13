package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells who has access, why, and what a change would do to it.
final class AskReasons {
  private final Database database;

  AskReasons(Database database) {
    this.database = database;
  }

  Reply<Explained> explain(Question question) {
    return told(
        database.all(QuestionStore.EXPLAIN, Binds.of("question", question.json())), Explained::of);
  }

  Reply<Expanded> expand(RelationQuestion question) {
    return told(
        database.all(QuestionStore.EXPAND, Binds.of("question", question.json())),
        told -> new Expanded((ObjectNode) told.path("tree")));
  }

  /// @param after the place behind which to go on; null to begin
  Reply<Audit> audit(String namespace, UUID object, @Nullable String after, int limit) {
    var rows =
        database.all(
            QuestionStore.AUDIT,
            Binds.of("namespace", namespace)
                .and("object_id", object)
                .and("after", after)
                .and("most", limit + 1));
    var ending = rows.isEmpty() ? null : rows.getFirst().ending();
    return ending == null
        ? new Reply.Told<>(Audit.of(rows, limit))
        : Reply.refused(
            ending,
            String.valueOf(rows.getFirst().field()),
            String.valueOf(rows.getFirst().message()));
  }

  Reply<FoundObjects> objects(ObjectsQuestion question) {
    return FoundRow.objects(
        database.all(
            QuestionStore.OBJECTS,
            Binds.of("question", question.json()).and("most", QuestionStore.MOST_FOUND)));
  }

  Reply<FoundSubjects> subjects(SubjectsQuestion question) {
    return FoundRow.subjects(
        database.all(
            QuestionStore.SUBJECTS,
            Binds.of("question", question.json()).and("most", QuestionStore.MOST_FOUND)));
  }

  Reply<Consequences> whatIf(WhatIf asked) {
    var changes = asked.changes().stream().map(TupleChange::json).toList();
    return told(
        database.all(
            QuestionStore.WHAT_IF,
            Binds.of("changes", changes).and("permissions", asked.permissions())),
        Consequences::of);
  }

  private static <T> Reply<T> told(List<Piece> pieces, Function<ObjectNode, T> meaning) {
    return switch (Piece.whole(pieces)) {
      case Reply.Told<ObjectNode>(var told) -> new Reply.Told<>(meaning.apply(told));
      case Reply.NotInModel<ObjectNode>(var error) -> new Reply.NotInModel<>(error);
      case Reply.NotThere<ObjectNode>() -> new Reply.NotThere<>();
      case Reply.Missing<ObjectNode>(var type, var id) -> new Reply.Missing<>(type, id);
      case Reply.NeededByLink<ObjectNode>(var link) -> new Reply.NeededByLink<>(link);
      case Reply.Cycle<ObjectNode>() -> new Reply.Cycle<>();
      case Reply.TooDeep<ObjectNode>() -> new Reply.TooDeep<>();
      case Reply.NotYours<ObjectNode>() -> new Reply.NotYours<>();
    };
  }
}
