package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who has a relation to an object.
@Cleared(Clearance.PUBLIC)
record FoundSubjects(
    List<Found> users, @Doc("False where there are more than these") boolean complete) {

  /// One of them.
  ///
  /// @param id null where everybody of the type is meant
  /// @param relation whose holders are meant; `*` for everybody
  @Cleared(Clearance.PUBLIC)
  record Found(String type, @Nullable UUID id, @Nullable String relation) {}
}
