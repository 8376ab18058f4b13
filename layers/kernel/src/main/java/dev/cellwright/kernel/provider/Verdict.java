package dev.cellwright.kernel.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a verifier found out.
public sealed interface Verdict {

  /// It is the provider's.
  ///
  /// @param eventId the provider's own id of it: what comes again with it is the same
  /// @param subject what it is about, in the provider's words: of one subject order matters
  /// @param occurredAt when it happened, by the provider; null where it doesn't say
  /// @param number counts what the provider tells of the subject; null where it doesn't count
  /// @param account whose it is, in the provider's words
  record Accepted(
      String eventId,
      String type,
      @Nullable String subject,
      @Nullable Instant occurredAt,
      @Nullable Long number,
      @Nullable String account)
      implements Verdict {}

  /// It isn't, or can't be told to be: no valid signature, or one of another time.
  record Forged() implements Verdict {}

  /// It is the provider's, and makes no sense here.
  ///
  /// @param why for the provider's developers; quotes nothing of it
  record Unreadable(String why) implements Verdict {}
}
