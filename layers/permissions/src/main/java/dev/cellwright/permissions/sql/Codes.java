package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Restriction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Marks that stand in the text for codes, which only the database knows: installing a model fills
/// them in.
final class Codes {
  /// Surrounds a mark. Whatever else has this sign must not go through the filling in.
  static final String SIGN = "§";

  /// The schema that the model's functions are in.
  static final String SCHEMA = SIGN + "m" + SIGN;

  private Codes() {}

  static String relation(RelationName name) {
    return SIGN + "r:" + name + SIGN;
  }

  /// An object of the type itself.
  static String object(String type) {
    return SIGN + "s:" + type + "#" + SIGN;
  }

  /// Whoever has the relation to an object.
  static String holders(RelationName name) {
    return SIGN + "s:" + name + SIGN;
  }

  static String subject(Restriction restriction) {
    if (restriction.wildcard()) {
      return holders(new RelationName(restriction.type(), "*"));
    }
    var relation = restriction.relation();
    return relation == null
        ? object(restriction.type())
        : holders(new RelationName(restriction.type(), relation));
  }

  static String condition(@Nullable String name) {
    return name == null ? "0" : SIGN + "c:" + name + SIGN;
  }

  /// The function of a relation or a group.
  static String function(char form, RelationName name) {
    return name.parts().stream()
        .map(Codes::relation)
        .collect(Collectors.joining("_", SCHEMA + "." + form, ""));
  }
}
