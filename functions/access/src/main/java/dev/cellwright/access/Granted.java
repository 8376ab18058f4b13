package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;

/// A grant that stands.
@Cleared(Clearance.PUBLIC)
record Granted(
    String namespace,
    UUID objectId,
    String relation,
    TupleSubject subject,
    @Doc("False where it was there already") boolean granted) {

  static Granted of(Tuple tuple, boolean changed) {
    return new Granted(
        tuple.namespace(), tuple.objectId(), tuple.relation(), tuple.subject(), changed);
  }
}
