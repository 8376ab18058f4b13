package dev.cellwright.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an environment sends mail.
///
/// @param from the sender's address, or null where it follows from the cell's own name
public record Email(@Nullable String from) {

  static final Key<String> FROM =
      Key.optional(
          "from",
          Rule.ADDRESS,
          null,
          "`no-reply@` the `domain`, or `<cell>.example`",
          "Whom mail comes from; SES has to be shown that its host name is yours.");

  static final List<Key<?>> KEYS = List.of(FROM);
}
