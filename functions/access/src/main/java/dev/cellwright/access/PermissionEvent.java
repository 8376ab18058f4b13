package dev.cellwright.access;

import java.util.UUID;

/// What happens to what is granted on a thing, numbered among the changes of the same thing.
interface PermissionEvent {
  record Granted(String namespace, UUID objectId, String relation, TupleSubject subject)
      implements PermissionEvent {}

  record Revoked(String namespace, UUID objectId, String relation, TupleSubject subject)
      implements PermissionEvent {}
}
