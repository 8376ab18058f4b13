package dev.cellwright.config;

import java.util.List;

/// How many requests a minute one caller may make in an environment: reads, commands, commands
/// about many things at once, and tries to sign in. A caller is a person in an organization, or an
/// address where nobody is logged in.
public record Rates(int reads, int commands, int bulkCommands, int signIns) {

  private static final Rule<Long> PER_MINUTE = Rule.whole(1, 1_000_000);

  static final Key<Long> READS =
      Key.optional("reads", PER_MINUTE, 6_000L, "6000", "Reads a minute, of one caller.");
  static final Key<Long> COMMANDS =
      Key.optional("commands", PER_MINUTE, 3_000L, "3000", "Commands a minute, of one caller.");
  static final Key<Long> BULK_COMMANDS =
      Key.optional(
          "bulkCommands",
          PER_MINUTE,
          60L,
          "60",
          "Commands about many things at once a minute, of one caller.");
  static final Key<Long> SIGN_INS =
      Key.optional(
          "signIns", PER_MINUTE, 300L, "300", "Tries to sign in a minute, from one address.");

  static final List<Key<?>> KEYS = List.of(READS, COMMANDS, BULK_COMMANDS, SIGN_INS);
}
