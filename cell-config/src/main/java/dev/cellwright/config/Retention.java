package dev.cellwright.config;

import java.util.List;

/// How long an environment keeps logs, database backups and what is sealed, in days.
///
/// @param sealsDays how long nobody can delete a seal of the trail, or what is archived of it
/// @param auditDays how long nobody can delete what CloudTrail wrote of the account
public record Retention(int logsDays, int backupsDays, int sealsDays, int auditDays) {

  /// As CloudWatch Logs counts them too.
  static final long SEVEN_YEARS = 2557;

  static final Key<Long> LOGS_DAYS =
      Key.required("logsDays", Rule.LOG_DAYS, 14L, "Days that logs are kept.");
  static final Key<Long> BACKUPS_DAYS =
      Key.required(
          "backupsDays", Rule.whole(1, 35), 1L, "Days that the database can be taken back.");

  static final Key<Long> SEALS_DAYS =
      Key.optional(
          "sealsDays",
          Rule.whole(1, 36_500),
          1L,
          SEVEN_YEARS + " in prod, else 1",
          "Days that nobody can delete a seal of the trail; in prod not even the account's root.");

  static final Key<Long> AUDIT_DAYS =
      Key.optional(
          "auditDays",
          Rule.whole(1, 36_500),
          1L,
          SEVEN_YEARS + " in prod, else 1",
          "Days that nobody can delete a file of CloudTrail; in prod not even the account's root.");

  static final List<Key<?>> KEYS = List.of(LOGS_DAYS, BACKUPS_DAYS, SEALS_DAYS, AUDIT_DAYS);
}
