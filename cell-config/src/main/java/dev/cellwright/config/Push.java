package dev.cellwright.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an environment reaches phones. What is null it doesn't do.
///
/// @param gcm the SNS platform application for Android
/// @param apns the SNS platform application for Apple's devices
/// @param smsSender who text messages come from
public record Push(@Nullable String gcm, @Nullable String apns, @Nullable String smsSender) {

  static final Key<String> GCM =
      Key.optional(
          "gcm",
          Rule.platformApplication("GCM"),
          null,
          "no pushing to Android",
          "Pushes to Android. Of this account and region.");
  static final Key<String> APNS =
      Key.optional(
          "apns",
          Rule.platformApplication("APNS", "APNS_SANDBOX"),
          null,
          "no pushing to Apple's devices",
          "Pushes to Apple's devices. Of this account and region.");
  static final Key<String> SMS_SENDER =
      Key.optional(
          "smsSender",
          Rule.SMS_SENDER,
          null,
          "no text messages",
          "Whom text messages come from, in countries that show it.");

  static final List<Key<?>> KEYS = List.of(GCM, APNS, SMS_SENDER);
}
