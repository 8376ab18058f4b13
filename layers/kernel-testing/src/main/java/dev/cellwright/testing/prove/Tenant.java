package dev.cellwright.testing.prove;

import dev.cellwright.testing.TestContexts;
import java.util.UUID;

/// One of the two tenants of a proof. Everything of theirs shows it: their ids begin alike, and so
/// do their texts.
///
/// @param digit what their ids begin with, eight times
record Tenant(char digit, UUID organization) {

  static Tenant of(char digit) {
    return new Tenant(digit, id(digit));
  }

  UUID newId() {
    return id(digit);
  }

  private static UUID id(char digit) {
    var random = UUID.randomUUID().toString();
    return UUID.fromString(String.valueOf(digit).repeat(8) + random.substring(8));
  }

  String text(String what) {
    return "of-" + digit + "-" + what;
  }

  /// A regular expression that finds anything of theirs.
  String marker() {
    return String.valueOf(digit).repeat(8) + "-|of-" + digit + "-";
  }

  /// A member's context of theirs.
  ///
  /// @param seeds the rows among which their member and session are
  String context(TestContexts contexts, Seeds seeds) {
    return contexts.member(organization, seeds.person(this), seeds.session(this));
  }
}
