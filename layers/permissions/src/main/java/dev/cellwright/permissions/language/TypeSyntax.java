package dev.cellwright.permissions.language;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A type, or what a module adds to another's.
record TypeSyntax(
    Word name, @Nullable String module, boolean extension, List<RelationSyntax> relations) {

  @Nullable RelationSyntax relation(String relation) {
    return relations.stream()
        .filter(each -> each.name().text().equals(relation))
        .findFirst()
        .orElse(null);
  }

  TypeSyntax with(List<RelationSyntax> more) {
    return new TypeSyntax(
        name, module, extension, Stream.concat(relations.stream(), more.stream()).toList());
  }
}
