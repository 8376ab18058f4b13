package dev.cellwright.notifications;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens to mail. What it says, and to which address it goes, is in none of them.
interface EmailEvent {

  /// A module asks for a mail; the event's entity is the letter.
  record Requested(String template, @Nullable UUID userId) implements EmailEvent {}

  /// A mail that could not be sent is to be tried again.
  record Due() implements EmailEvent {}

  /// Mail to a person came back for good, or they complained: they get none any more.
  ///
  /// @param reason `bounce` or `complaint`
  record Bounced(UUID userId, String reason) implements EmailEvent {}
}
