package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.Locale;

/// What each of the five tiers holds, to make custom roles after.
@Cleared(Clearance.PUBLIC)
record RoleTemplates(List<Template> templates) {
  private static final List<String> TIERS = List.of("owner", "admin", "manager", "member", "guest");

  /// What one tier holds.
  @Cleared(Clearance.PUBLIC)
  record Template(
      @Doc("The tier") String name,
      @Doc("Everything that it holds in the organization as a whole") List<String> permissions,
      @Doc("What of it a custom role may hold") List<String> assignable) {}

  /// Whether a name is a tier's, which no role takes.
  static boolean isTier(String name) {
    return TIERS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Each tier holds what the tiers below it hold.
  static RoleTemplates of(List<Permission> all) {
    return new RoleTemplates(TIERS.stream().map(tier -> template(tier, all)).toList());
  }

  private static Template template(String tier, List<Permission> all) {
    var below = TIERS.subList(TIERS.indexOf(tier), TIERS.size());
    var held = all.stream().filter(each -> below.contains(each.leastRole())).toList();
    return new Template(
        tier,
        held.stream().map(Permission::permission).toList(),
        held.stream().filter(Permission::assignable).map(Permission::permission).toList());
  }
}
