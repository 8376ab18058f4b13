package dev.cellwright.permissions.language;

import dev.cellwright.permissions.Rewrite;
import java.util.List;
import java.util.stream.Stream;

/// Who has a relation, with the places of all that it names.
sealed interface Definition {
  record Direct(List<RestrictionSyntax> restrictions) implements Definition {}

  record Computed(Word relation) implements Definition {}

  /// @param whole `viewer from parent`, as written
  record FromTupleset(Word whole, String relation, Word tupleset) implements Definition {}

  record Union(List<Definition> parts) implements Definition {}

  record Intersection(List<Definition> parts) implements Definition {}

  record Exclusion(Definition base, Definition subtracted) implements Definition {}

  /// What it is made of, one level down.
  default List<Definition> children() {
    return switch (this) {
      case Direct _, Computed _, FromTupleset _ -> List.of();
      case Union(var parts) -> parts;
      case Intersection(var parts) -> parts;
      case Exclusion(var base, var subtracted) -> List.of(base, subtracted);
    };
  }

  /// This and all below it.
  default Stream<Definition> all() {
    return Stream.concat(Stream.of(this), children().stream().flatMap(Definition::all));
  }

  /// Which subjects may be related directly; none where it has no such part. The grammar allows one
  /// at most.
  default List<RestrictionSyntax> restrictions() {
    return all()
        .flatMap(each -> each instanceof Direct(var listed) ? listed.stream() : Stream.empty())
        .toList();
  }

  default Rewrite rewrite() {
    return switch (this) {
      case Direct _ -> new Rewrite.Direct();
      case Computed(var relation) -> new Rewrite.Computed(relation.text());
      case FromTupleset(_, var relation, var tupleset) ->
          new Rewrite.FromTupleset(tupleset.text(), relation);
      case Union(var parts) -> new Rewrite.Union(rewrites(parts));
      case Intersection(var parts) -> new Rewrite.Intersection(rewrites(parts));
      case Exclusion(var base, var subtracted) ->
          new Rewrite.Exclusion(base.rewrite(), subtracted.rewrite());
    };
  }

  private static List<Rewrite> rewrites(List<Definition> parts) {
    return parts.stream().map(Definition::rewrite).toList();
  }
}
