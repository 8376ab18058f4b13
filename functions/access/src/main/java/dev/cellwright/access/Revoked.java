package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;

/// A grant that is gone.
@Cleared(Clearance.PUBLIC)
record Revoked(
    String namespace,
    UUID objectId,
    String relation,
    TupleSubject subject,
    @Doc("False where there was none") boolean revoked) {

  static Revoked of(Tuple tuple, boolean changed) {
    return new Revoked(
        tuple.namespace(), tuple.objectId(), tuple.relation(), tuple.subject(), changed);
  }
}
