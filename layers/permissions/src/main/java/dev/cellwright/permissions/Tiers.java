package dev.cellwright.permissions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the tiers of an organization hold without being granted anything.
record Tiers(Model model) {
  static final String ORGANIZATION = "organization";

  /// From the least to the most.
  static final List<String> ALL = List.of("guest", "member", "manager", "admin", "owner");

  /// The least tier that has a relation to every object of the type; null where none has.
  @Nullable String least(ObjectType type, Relation relation) {
    return ALL.stream().filter(tier -> has(tier, type, relation)).findFirst().orElse(null);
  }

  private boolean has(String tier, ObjectType type, Relation relation) {
    return type.name().equals(ORGANIZATION) && relation.name().equals(tier)
        || has(tier, type, relation.rewrite());
  }

  private boolean has(String tier, ObjectType type, Rewrite rewrite) {
    return switch (rewrite) {
      case Rewrite.Direct() -> false;
      case Rewrite.Computed(var relation) -> has(tier, type, type.relation(relation));
      case Rewrite.FromTupleset(var tupleset, var relation) ->
          isOrganization(type.relation(tupleset))
              && has(tier, organization(), organization().relation(relation));
      case Rewrite.Union(var parts) -> parts.stream().anyMatch(part -> has(tier, type, part));
      case Rewrite.Intersection(var parts) ->
          parts.stream().allMatch(part -> has(tier, type, part));
      case Rewrite.Exclusion(var base, var subtracted) ->
          has(tier, type, base) && !has(tier, type, subtracted);
    };
  }

  private ObjectType organization() {
    return model.type(ORGANIZATION);
  }

  /// Whether the one object in the relation is the organization that the other belongs to.
  private static boolean isOrganization(Relation tupleset) {
    return tupleset.derivation() != null
        && tupleset.restrictions().stream().allMatch(each -> each.type().equals(ORGANIZATION));
  }
}
