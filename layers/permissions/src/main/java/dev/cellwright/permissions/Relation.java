package dev.cellwright.permissions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A relation between objects of a type and subjects.
///
/// @param module the module that defines it; null in a model without modules
/// @param rewrite who has it
/// @param restrictions which subjects may be related directly; empty where none may
/// @param derivation where the direct subjects are read from; null where they are tuples
/// @param comment the comment above its definition, as one line, for the documents; empty without
public record Relation(
    String name,
    @Nullable String module,
    Place place,
    Rewrite rewrite,
    List<Restriction> restrictions,
    @Nullable Derivation derivation,
    String comment) {

  public Relation {
    restrictions = List.copyOf(restrictions);
  }
}
