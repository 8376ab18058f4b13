package dev.cellwright.permissions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type of objects, with what its own module and those that extend it say of it.
///
/// @param module the module that declares it; null in a model without modules
public record ObjectType(
    String name, @Nullable String module, Place place, List<Relation> relations) {

  public ObjectType {
    relations = List.copyOf(relations);
  }

  /// The relation of this name.
  ///
  /// @throws IllegalArgumentException where there is none
  public Relation relation(String relation) {
    return relations.stream()
        .filter(each -> each.name().equals(relation))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no relation " + name + "#" + relation));
  }
}
