package dev.cellwright.kernel.observe;

import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kinds of callers that metrics tell apart: the plans that the product names, and few others.
///
/// A plan is whatever somebody wrote when they founded an organization. Each value of a metric's
/// dimension costs, so that those the product doesn't name count as one.
public record TenantClasses(Set<String> plans) {
  /// Nobody is logged in.
  static final String ANONYMOUS = "anonymous";

  /// Somebody who speaks for no organization.
  static final String PERSON = "person";

  /// An organization on a plan that the product doesn't name.
  static final String OTHER = "other";

  public static TenantClasses of(Environment environment) {
    var named = environment.find("CELL_PLANS");
    return new TenantClasses(named == null ? Set.of() : Set.of(named.split(",")));
  }

  String classOf(@Nullable Principal principal) {
    if (principal == null) {
      return ANONYMOUS;
    }
    if (principal.organization() == null) {
      return PERSON;
    }
    var plan = principal.plan();
    return plan != null && plans.contains(plan) ? plan : OTHER;
  }
}
