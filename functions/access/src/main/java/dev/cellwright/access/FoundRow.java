package dev.cellwright.access;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of what was found: a thing, or, with its type, a subject. Where nothing was, one row is
/// without either.
///
/// @param ending why there is no answer; else null
record FoundRow(
    @Nullable String ending,
    @Nullable String field,
    @Nullable String message,
    @Nullable Boolean complete,
    @Nullable String type,
    @Nullable UUID id,
    @Nullable String relation) {

  static Reply<FoundObjects> objects(List<FoundRow> rows) {
    var first = rows.getFirst();
    if (first.ending != null) {
      return first.refused(first.ending);
    }
    var ids = rows.stream().map(FoundRow::id).filter(java.util.Objects::nonNull).toList();
    return new Reply.Told<>(new FoundObjects(ids, first.isComplete()));
  }

  static Reply<FoundSubjects> subjects(List<FoundRow> rows) {
    var first = rows.getFirst();
    if (first.ending != null) {
      return first.refused(first.ending);
    }
    var found =
        rows.stream()
            .filter(row -> row.type != null)
            .map(row -> new FoundSubjects.Found(String.valueOf(row.type), row.id, row.relation))
            .toList();
    return new Reply.Told<>(new FoundSubjects(found, first.isComplete()));
  }

  private boolean isComplete() {
    return Boolean.TRUE.equals(complete);
  }

  private <T> Reply<T> refused(String why) {
    return Reply.refused(why, String.valueOf(field), String.valueOf(message));
  }
}
