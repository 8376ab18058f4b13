package dev.cellwright.permissions.sql;

import java.util.List;
import java.util.Objects;

/// A kind of subjects, and the relation to them that is asked for.
///
/// @param subject the kind's code
record Way(String subject, RelationName asked) {

  /// To the holders whom tuples name.
  ///
  /// @param usersets tuples whose subjects all are holders
  static List<Way> to(Grants usersets) {
    return usersets.restrictions().stream()
        .map(each ->
            new RelationName(each.type(), Objects.requireNonNull(each.relation(), "a userset")))
        .distinct()
        .map(asked -> new Way(Codes.holders(asked), asked))
        .toList();
  }
}
