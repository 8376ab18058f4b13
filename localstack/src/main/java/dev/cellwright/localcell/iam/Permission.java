package dev.cellwright.localcell.iam;

import java.util.Locale;
import java.util.stream.Stream;

/// Something that a role may do, as its policies state it.
///
/// @param action as stated, in lower case; a pattern, perhaps
/// @param resource a pattern; `not …` where the policy names what it leaves out
public record Permission(String roleArn, String action, String resource) {
  private static final String NOT = "not ";

  boolean covers(Use use) {
    return roleArn.equals(use.roleArn())
        && Wildcard.matches(action, use.action().toLowerCase(Locale.ROOT))
        && coversResource(use.resource());
  }

  private boolean coversResource(String used) {
    return resource.startsWith(NOT)
        ? Stream.of(resource.substring(NOT.length()).split(" "))
            .noneMatch(pattern -> Wildcard.matches(pattern, used))
        : Wildcard.matches(resource, used);
  }
}
