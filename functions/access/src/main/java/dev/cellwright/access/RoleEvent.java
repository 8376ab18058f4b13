package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What happens to custom roles.
interface RoleEvent {
  record Created(String name, List<String> permissions) implements RoleEvent {}

  /// @param changes the changed fields, each with its new value
  record Updated(ObjectNode changes) implements RoleEvent {}

  record Deleted(String name) implements RoleEvent {}
}
