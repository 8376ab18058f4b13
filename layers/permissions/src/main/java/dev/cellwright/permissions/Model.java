package dev.cellwright.permissions;

import java.util.List;

/// A model that is whole: merged from its modules, and checked.
///
/// Types, relations and conditions are in the order of their modules and, within a module, as
/// written.
public record Model(List<ObjectType> types, List<Condition> conditions) {

  public Model {
    types = List.copyOf(types);
    conditions = List.copyOf(conditions);
  }

  /// The type of this name.
  ///
  /// @throws IllegalArgumentException where there is none
  public ObjectType type(String name) {
    return types.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type " + name));
  }

  public Condition condition(String name) {
    return conditions.stream()
        .filter(condition -> condition.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no condition " + name));
  }
}
