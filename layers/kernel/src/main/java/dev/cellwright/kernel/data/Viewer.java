package dev.cellwright.kernel.data;

import dev.cellwright.kernel.shape.Clearance;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The caller's role in the organization, as the database saw it in the request's call. A token may
/// be minutes old; what it says of roles is not used.
public final class Viewer {
  private static final ScopedValue<Viewer> CURRENT = ScopedValue.newInstance();

  private @Nullable String role;

  private Viewer() {}

  /// Runs a request with a viewer of its own.
  public static <T> T watch(java.util.function.Supplier<T> work) {
    return ScopedValue.where(CURRENT, new Viewer()).call(work::get);
  }

  static void seenAs(@Nullable String role) {
    if (role != null && !role.isEmpty() && CURRENT.isBound()) {
      CURRENT.get().role = role;
    }
  }

  /// What the caller may be shown. Routes outside an organization answer the person concerned.
  public static Clearance clearance(boolean insideOrganization) {
    if (!insideOrganization) {
      return Clearance.CONFIDENTIAL;
    }
    var role = CURRENT.get().role;
    return switch (role == null ? "guest" : role.toLowerCase(Locale.ROOT)) {
      case "owner", "admin" -> Clearance.CONFIDENTIAL;
      case "manager", "member" -> Clearance.INTERNAL;
      default -> Clearance.PUBLIC;
    };
  }
}
