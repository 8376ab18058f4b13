package dev.cellwright.permissions.sql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A relation of a type's objects, by name: `task#view`; or a group of them, which stands for
/// whoever has one of them: `board#edit|view`.
record RelationName(String type, String relation) {
  private static final String OR = "|";

  /// @param names relations of one type
  static RelationName group(List<RelationName> names) {
    return new RelationName(
        names.getFirst().type(),
        names.stream().map(RelationName::relation).collect(Collectors.joining(OR)));
  }

  boolean isGroup() {
    return relation.contains(OR);
  }

  /// The relations of a group; itself where it is none.
  List<RelationName> parts() {
    return Arrays.stream(relation.split("\\|")).map(each -> new RelationName(type, each)).toList();
  }

  @Override
  public String toString() {
    return type + "#" + relation;
  }
}
